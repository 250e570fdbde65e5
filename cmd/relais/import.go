package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"relais/bot/text"
	"relais/directory"
	"relais/directory/source"
)

type importCommand struct {
	storage
	Files    []string `arg:"" optional:"" name:"fichiers" type:"path" help:"Fichiers d’un même jeu de données."`
	Starter  bool     `help:"Charger le répertoire de Tours."`
	DryRun   bool     `help:"Dire ce qui changerait, sans rien changer."`
	Source   string   `placeholder:"NOM" help:"Nom du jeu de données, quand plusieurs tableaux ne doivent pas s’archiver l’un l’autre."`
	Template bool     `help:"Écrire un tableau vide à remplir (modele-relais.xlsx, ou le fichier nommé, .xlsx ou .csv)."`
}

// Run imports the files as one dataset, all of it or nothing.
func (c *importCommand) Run(ctx context.Context, e *environment) error {
	if c.Template {
		return c.writeTemplate(e.stdout)
	}
	if len(c.Files) == 0 && !c.Starter {
		return &said{text.ImportNothing.Say(), nil}
	}
	var set *source.Set
	if len(c.Files) > 0 {
		var err error
		if set, err = source.Open(c.Files); err != nil {
			return err
		}
	}
	if set != nil && c.Source != "" {
		set.Source = c.Source
	}
	d, store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if c.Starter {
		report, err := loadStarter(ctx, store, c.DryRun)
		if err != nil {
			return err
		}
		c.tell(e.stdout, report)
	}
	if set == nil {
		return nil
	}
	return c.importSet(ctx, e, store, set)
}

func (c *importCommand) importSet(ctx context.Context, e *environment, store *directory.Store, set *source.Set) error {
	bar := newProgress(e.stderr, set.Size)
	report, err := store.Import(ctx, directory.Batch{
		Source: set.Source, All: set.Services(bar.at), Keep: set.Keep, DryRun: c.DryRun,
	})
	bar.end()
	for _, p := range set.Problems() {
		line := text.ImportProblem(p.Line, p.Field, p.Value, p.Expect, p.Args...)
		if len(c.Files) > 1 || p.File != filepath.Base(c.Files[0]) { // a sheet says its name
			line = p.File + " · " + line
		}
		say(e.stderr, line)
	}
	if err != nil {
		return err
	}
	c.tell(e.stdout, report)
	if n := len(set.Problems()); n > 0 {
		say(e.stdout, text.ImportWrong.Say("problems", text.Count(n, "problème signalé", "problèmes signalés")+
			", "+text.Count(set.Rejected(), "ligne laissée de côté", "lignes laissées de côté")))
	}
	return nil
}

func (c *importCommand) tell(w io.Writer, r directory.Report) {
	if c.DryRun {
		say(w, text.ImportDryRun.Say())
	}
	archived := text.Count(r.Archived, "archivé", "archivés")
	if r.Restored > 0 {
		archived += ", " + text.Count(r.Restored, "rétabli", "rétablis")
	}
	say(w, text.ImportDone.Say(
		"added", text.Count(r.Added, "service ajouté", "services ajoutés"),
		"changed", text.Count(r.Changed, "modifié", "modifiés"),
		"unchanged", text.Count(r.Unchanged, "inchangé", "inchangés"),
		"archived", archived))
}

func (c *importCommand) writeTemplate(stdout io.Writer) error {
	file := "modele-relais.xlsx"
	if len(c.Files) > 0 {
		file = c.Files[0]
	}
	format := "xlsx"
	if strings.EqualFold(filepath.Ext(file), ".csv") {
		format = "csv"
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if os.IsExist(err) {
		return &said{text.BackupExists.Say("file", file), err}
	}
	if err != nil {
		return err
	}
	if err := source.WriteTemplate(f, format); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	say(stdout, text.TemplateWritten.Say("file", file))
	return nil
}

// progress draws a bar when it writes to a terminal, and nothing elsewhere.
type progress struct {
	w     io.Writer
	size  int64
	shown time.Time
	on    bool
}

func newProgress(w io.Writer, size int64) *progress {
	f, ok := w.(*os.File)
	return &progress{w: w, size: size, on: ok && size > 0 && term.IsTerminal(int(f.Fd()))}
}

func (p *progress) at(read int64) {
	if !p.on || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown = time.Now()
	done := int(min(read, p.size) * 30 / p.size)
	fmt.Fprintf(p.w, "\r%s [%s%s] %3d %%", text.ImportReading.Say(), strings.Repeat("█", done), strings.Repeat("·", 30-done), min(read, p.size)*100/p.size)
}

func (p *progress) end() {
	if p.on {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", 60))
	}
}
