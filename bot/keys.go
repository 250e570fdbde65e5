package bot

import (
	"github.com/go-telegram/bot/models"

	"relais/bot/text"
)

// buttons are a button, or nothing.
type buttons = []models.InlineKeyboardButton

// keys builds an inline keyboard.
type keys struct {
	browsing string
	rows     [][]models.InlineKeyboardButton
}

// tap is a button of the answer browsed; one whose data Telegram would refuse
// is left out.
func (k *keys) tap(label string, a action, arg string) buttons {
	data, err := tap{k.browsing, a, arg}.data()
	if err != nil {
		return nil
	}
	return buttons{{Text: text.Cut(label, 40), CallbackData: data}}
}

// copy is a button that puts a text on the clipboard.
func (k *keys) copy(label, value string) buttons {
	return buttons{{Text: label, CopyText: &models.CopyTextButton{Text: text.Cut(value, text.CopyLimit)}}}
}

// row adds a row of buttons, unless it is empty.
func (k *keys) row(buttons ...buttons) {
	var row []models.InlineKeyboardButton
	for _, b := range buttons {
		row = append(row, b...)
	}
	if len(row) > 0 {
		k.rows = append(k.rows, row)
	}
}

// flow adds buttons in rows as long as a phone is wide, three at most in one.
func (k *keys) flow(buttons ...buttons) {
	var row []models.InlineKeyboardButton
	width := 0
	for _, b := range buttons {
		for _, one := range b {
			w := text.Units(one.Text) + 4
			if len(row) == 3 || len(row) > 0 && width+w > 44 {
				k.rows, row, width = append(k.rows, row), nil, 0
			}
			row, width = append(row, one), width+w
		}
	}
	if len(row) > 0 {
		k.rows = append(k.rows, row)
	}
}

// markup is the keyboard, nil without buttons.
func (k *keys) markup() models.ReplyMarkup {
	if len(k.rows) == 0 {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: k.rows}
}
