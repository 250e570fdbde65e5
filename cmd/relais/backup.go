package main

import (
	"context"
	"os"

	"relais/bot/text"
	"relais/directory/db"
)

type backupCommand struct {
	storage
	File string `arg:"" name:"fichier" type:"path" help:"Fichier à écrire ; pour restaurer, le remettre sous le nom relais.db dans le dossier de la base."`
}

// Run copies the SQLite database while it is in use.
func (c *backupCommand) Run(ctx context.Context, e *environment) error {
	if db.IsPostgres(c.Database) {
		return &said{text.BackupPostgres.Say(), nil}
	}
	if _, err := os.Stat(c.File); err == nil {
		return &said{text.BackupExists.Say("file", c.File), nil}
	}
	d, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.BackUp(ctx, c.File); err != nil {
		return err
	}
	say(e.stdout, text.BackupDone.Say("file", c.File))
	return nil
}
