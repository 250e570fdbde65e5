package starter

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/directory"
)

var checkedAt = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// TestDoubts holds the doubts NOTES.md tells of, and shows every other the
// program raises. chru-ermitage is a false one: its nearest neighbour is
// pmi-justices, whose postcode is wrong. The pairs cmpp/bapu and lhss/lam
// share a house, and so perhaps rightly a phone.
func TestDoubts(t *testing.T) {
	want := map[directory.DoubtKind][]string{
		directory.OtherRegion: {"dentaire-blaise-pascal"},
		directory.SharedPhone: {"cmpp-tours", "bapu-tours", "centre-vaccination-37", "cpef-jehan-fouquet",
			"pmi-rabiere", "cs-rabiere", "lhss-chambrerie", "lam-chambrerie", "clic-spdc", "ssiad-spdc"},
		directory.WrongSide: {"chru-ermitage", "pmi-sanitas", "pmi-europe", "pmi-giraudeau", "pmi-justices",
			"entraide-siege-chrs", "cada-joue"},
		directory.WrongPart: {"admr-tours-ouest"},
		directory.OldHours:  {"sos-medecins-tours-centre", "fs-maryse-bastie"},
	}
	got := map[directory.DoubtKind][]string{}
	var oldest directory.Doubt
	for _, d := range directory.Doubts(Services(), Places(), checkedAt) {
		switch d.Kind {
		case directory.NoContact, directory.ToVerify:
		case directory.OldSource:
			if oldest.ServiceID == "" {
				oldest = d
			}
		default:
			got[d.Kind] = append(got[d.Kind], d.ServiceID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if oldest.ServiceID != "halte-de-jour-etape" || oldest.Value != "1996" {
		t.Errorf("oldest facts: %s of %s", oldest.ServiceID, oldest.Value)
	}
}
