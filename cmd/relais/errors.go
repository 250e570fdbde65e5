package main

import (
	"errors"
	"io/fs"
	"net"
	"syscall"

	"relais/bot/telegram"
	"relais/bot/text"
	"relais/directory/source"
)

// usageError is a command line that cannot be understood.
type usageError struct{ sentence string }

func (e *usageError) Error() string { return e.sentence }

// said is an error whose sentence is already written for the person.
type said struct {
	sentence string
	err      error
}

func (e *said) Error() string { return e.sentence }
func (e *said) Unwrap() error { return e.err }

// sentence is the one place where an error becomes words on a terminal.
func sentence(err error) string {
	var usage *usageError
	var done *said
	var file *source.FileError
	var op *net.OpError
	switch {
	case errors.As(err, &usage):
		return usage.sentence
	case errors.As(err, &done):
		return done.sentence
	case errors.As(err, &file):
		return text.ImportFileError(file.File, string(file.Reason), file.Line)
	case errors.Is(err, telegram.ErrTokenRefused):
		return text.TokenRefused.Say()
	case errors.Is(err, telegram.ErrUnreachable):
		return text.TelegramUnreachable.Say("detail", err.Error())
	case errors.Is(err, syscall.EADDRINUSE):
		return text.PortTaken.Say("detail", err.Error())
	case errors.Is(err, fs.ErrPermission):
		return text.NoPermission.Say("detail", err.Error())
	case errors.As(err, &op) && op.Op == "dial":
		return text.DatabaseUnreachable.Say("detail", err.Error())
	}
	return text.Failed.Say("detail", err.Error())
}
