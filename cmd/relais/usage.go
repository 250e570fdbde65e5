package main

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"relais/bot/text"
)

// problems say in French what the command line parser says in English. A
// sentence of the parser that is not here is shown as it is.
var problems = []struct {
	english *regexp.Regexp
	french  text.Sentence
	names   []string // of the placeholders, in the order of the groups
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean .*)?$`), text.UsageFlag, []string{"flag"}},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean .*)?$`), text.UsageArgument, []string{"value"}},
	{regexp.MustCompile(`^(--\w[\w-]*)\S* must be one of (.+) but got "(.*)"$`), text.UsageChoice, []string{"flag", "choices", "value"}},
	{regexp.MustCompile(`^(--\w[\w-]*)\S*: expected (?:a valid \d+ bit|an) int but got "(.*?)"`), text.UsageNumber, []string{"flag", "value"}},
	{regexp.MustCompile(`^(--\w[\w-]*)\S*: expected .* value but got "EOL"`), text.UsageValue, []string{"flag"}},
	{regexp.MustCompile(`^(--\w[\w-]*)\S*: bool value must be .* but got "(.*)"$`), text.UsageBool, []string{"flag", "value"}},
	{regexp.MustCompile(`^expected "<([^>]+)>`), text.UsageMissing, []string{"what"}},
}

// inFrench is what is wrong with a command line.
func inFrench(err error) string {
	for _, p := range problems {
		groups := p.english.FindStringSubmatch(err.Error())
		if groups == nil {
			continue
		}
		var pairs []any
		for i, name := range p.names {
			pairs = append(pairs, name, strings.NewReplacer(`"`, "", ",", ", ").Replace(groups[i+1]))
		}
		return p.french.Say(pairs...)
	}
	return err.Error()
}

// frenchHelp prints kong's help with its own words in French.
func frenchHelp(options kong.HelpOptions, k *kong.Context) error {
	out := k.Stdout
	var b bytes.Buffer
	k.Stdout = &b
	defer func() { k.Stdout = out }()
	k.Model.HelpFlag.Help = text.HelpFlag.Say()
	if err := kong.DefaultHelpPrinter(options, k); err != nil {
		return err
	}
	_, err := strings.NewReplacer(
		"Usage: ", "Usage\u00a0: ", "<command>", "<commande>", "[flags]", "[options]",
		"\nFlags:\n", "\nOptions\u00a0:\n", "\nCommands:\n", "\nCommandes\u00a0:\n", "\nArguments:\n", "\nArguments\u00a0:\n",
		"=STRING", "=TEXTE",
		`Run "relais <command> --help" for more information on a command.`, text.HelpMore.Say(),
	).WriteString(out, b.String())
	return err
}
