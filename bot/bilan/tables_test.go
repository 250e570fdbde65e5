package bilan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay/figures"
)

func TestUnknownLast(t *testing.T) {
	rows := []figures.Row{{ID: figures.Unknown}, {ID: "26-59"}, {ID: ""}, {ID: "60+"}}
	if diff := cmp.Diff([]figures.Row{{ID: "26-59"}, {ID: "60+"}, {ID: figures.Unknown}, {ID: ""}}, UnknownLast(rows)); diff != "" {
		t.Error(diff)
	}
	if rows[0].ID != figures.Unknown {
		t.Error("the rows given were moved")
	}
}

func TestDrawable(t *testing.T) {
	few := figures.Cell{Least: true}
	for want, lines := range map[bool][][]figures.Cell{
		true:  {{{N: 44, Least: true}, few}, {{}, {}}, {{N: 12}}},
		false: {{few}, {few, few, {N: 12}}},
	} {
		for _, line := range lines {
			if Drawable(line) != want {
				t.Errorf("%+v: want %v", line, want)
			}
		}
	}
}
