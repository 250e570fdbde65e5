package console

import (
	"bytes"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSurvey(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		v := &visitor{h: h}
		a := v.get(t, "/sondage/sanitas")
		if a.status != http.StatusOK || !strings.Contains(a.body, "Sanitas") || strings.Contains(a.body, "<script") {
			t.Fatalf("status %d", a.status)
		}
		for _, form := range []url.Values{
			{"sait": {"oui"}, "alle": {"renonce"}}, {"sait": {"oui"}, "alle": {"oui"}}, // kept
			{"sait": {"oui"}}, {"alle": {"oui"}}, {"sait": {"peut-être"}, "alle": {"oui"}}, nil, // not
		} {
			a := v.post(t, "/sondage/sanitas", form)
			kept := form.Get("sait") == "oui" && form.Has("alle")
			if kept != (a.status == http.StatusSeeOther) || !kept && !strings.Contains(a.body, "Il manque une réponse") {
				t.Errorf("%v: status %d", form, a.status)
			}
			if a.header.Get("Set-Cookie") != "" {
				t.Error("a cookie is set")
			}
		}
		counts, err := h.log.SurveyCounts(t.Context(), 20261101, 20261130, "sanitas")
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]map[string]int{"knows": {"oui": 2}, "went": {"renonce": 1, "oui": 1}}
		if diff := cmp.Diff(want, nonZero(counts)); diff != "" {
			t.Error(diff)
		}
		if a := v.get(t, "/sondage/sanitas/merci"); a.status != http.StatusOK || !strings.Contains(a.body, "3114") {
			t.Errorf("thanks: status %d", a.status)
		}
	})
}

func nonZero(counts map[string]map[string]int) map[string]map[string]int {
	for _, answers := range counts {
		for id, n := range answers {
			if n == 0 {
				delete(answers, id)
			}
		}
	}
	return counts
}

func TestSurveyElsewhere(t *testing.T) {
	h := oneHouse(t)
	v := &visitor{h: h}
	for path, status := range map[string]int{"/sondage/inconnu": 200, "/sondage/la-rabiere": 200, "/sondage/37261": 404,
		"/sondage/Sanitas": 404, "/sondage/atlantide": 404, "/sondage/": 404, "/sondage/sanitas/x": 404} {
		if a := v.get(t, path); a.status != status {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
	if a := v.post(t, "/sondage/atlantide", url.Values{"sait": {"oui"}, "alle": {"oui"}}); a.status != http.StatusNotFound {
		t.Errorf("status %d", a.status)
	}
}

func TestPoster(t *testing.T) {
	h := oneHouse(t)
	v := h.visit(t, ofSanitas)
	if a := v.get(t, "/console/sondage/sanitas"); !strings.Contains(a.body, "https://relais.test/sondage/sanitas") {
		t.Errorf("status %d", a.status)
	}
	a := v.get(t, "/console/sondage/sanitas/qr.png")
	picture, err := png.Decode(bytes.NewReader([]byte(a.body)))
	if err != nil || a.header.Get("Content-Type") != "image/png" || picture.Bounds().Dx() != qrSize {
		t.Errorf("status %d, %v", a.status, err)
	}
}
