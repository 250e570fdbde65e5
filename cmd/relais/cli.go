package main

import (
	"context"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"relais/bot/text"
)

// environment is what a command may touch of the world around it.
type environment struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// commands is the command line. Each flag has its environment variable.
type commands struct {
	Demo     demoCommand     `cmd:"" help:"Essayer sans compte : répertoire de Tours et page de discussion dans le navigateur."`
	Serve    serveCommand    `cmd:"" help:"Faire tourner le robot Telegram."`
	Ask      askCommand      `cmd:"" help:"Poser une question au répertoire, sans Telegram."`
	Import   importCommand   `cmd:"" help:"Importer des fichiers : FINESS, data·inclusion, tableau de Relais."`
	Report   reportCommand   `cmd:"" help:"Compter l’activité de relais entre deux dates, ou écrire le bilan d’une période."`
	Invite   inviteCommand   `cmd:"" help:"Faire un lien d’invitation qui donne un rôle, une seule fois."`
	Announce announceCommand `cmd:"" help:"Dire ce que les annonces enverraient."`
	Check    checkCommand    `cmd:"" help:"Dire ce qui manque ou reste à vérifier."`
	Eval     evalCommand     `cmd:"" help:"Mesurer la qualité des réponses sur des questions jugées."`
	Backup   backupCommand   `cmd:"" help:"Copier la base dans un fichier, sans arrêter le robot."`
}

// storage is where facts and activity are kept.
type storage struct {
	Database string `env:"RELAIS_DATABASE" placeholder:"DOSSIER|postgres://…" help:"Base de données : un dossier (SQLite) ou une adresse PostgreSQL."`
}

func (e *environment) parseAndRun(ctx context.Context, args []string) error {
	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("relais"), kong.Description("De la question tapée au guichet à la bonne porte, tout près."),
		kong.Writers(e.stdout, e.stderr), kong.Exit(func(code int) { exited = code }),
		kong.Resolvers(fromEnvironment(e.getenv)), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(e),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(frenchHelp), kong.ValueFormatter(bareHelp),
	)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if exited >= 0 {
		return nil
	}
	if err != nil {
		return &usageError{text.Usage.Say("problem", inFrench(err))}
	}
	return k.Run()
}

// bareHelp keeps kong from adding the name of the variable, which the README lists.
func bareHelp(v *kong.Value) string {
	if len(v.Tag.Envs) > 0 {
		return v.Help + " [" + strings.Join(v.Tag.Envs, ", ") + "]"
	}
	return v.Help
}

// fromEnvironment reads flags from the environment given to run rather than
// from the process's.
func fromEnvironment(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Tag.Envs {
			if v := getenv(name); v != "" {
				return v, nil
			}
		}
		return nil, nil
	})
}
