package bot

import (
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
	"relais/directory"
)

// toggles are values of which several may be chosen. A button adds or takes off
// by name, so that a tap handled twice changes nothing.
func toggles(k *keys, step string, labels []text.Label, chosen []string) {
	var all []buttons
	for _, l := range labels {
		has := slices.Contains(chosen, l.ID)
		sign := "+"
		if has {
			sign = "-"
		}
		all = append(all, choice(k, step, sign+l.ID, l.Words, has))
	}
	k.flow(all...)
	k.row(k.tap(text.FormGoOn.Say(), tapForm, step+".suite"))
}

// toggled does what a button of toggles says.
func toggled(list *[]string, value string, is func(string) bool) (done, known bool) {
	if value == "suite" {
		return true, true
	}
	if len(value) < 2 || value[0] != '+' && value[0] != '-' || !is(value[1:]) {
		return false, false
	}
	*list = chosen(*list, value)
	return false, true
}

func themeKeys(_ *Bot, k *keys, it *announce.Item) { toggles(k, "themes", themeLabels(), it.Themes) }

func takeTheme(_ *Bot, s *formScene, value string) (done, known bool) {
	return toggled(&s.it.Themes, value, func(id string) bool { _, ok := directory.ThemeByID(id); return ok })
}

func showThemes(_ *Bot, it *announce.Item) string {
	var out []string
	for _, id := range it.Themes {
		out = append(out, themeLabel(id))
	}
	return strings.Join(out, ", ")
}

func accessKeys(_ *Bot, k *keys, it *announce.Item) {
	var labels []text.Label
	for _, id := range announce.Access {
		labels = append(labels, text.Label{ID: id, Words: text.Capital(text.AnnounceAccess(id))})
	}
	toggles(k, "access", labels, it.Access)
}

func takeAccess(_ *Bot, s *formScene, value string) (done, known bool) {
	return toggled(&s.it.Access, value, func(id string) bool { return slices.Contains(announce.Access, id) })
}

func showAccess(_ *Bot, it *announce.Item) string {
	var out []string
	for _, id := range it.Access {
		out = append(out, text.AnnounceAccess(id))
	}
	return strings.Join(out, ", ")
}

// readPartners reads names separated by commas or lines.
func readPartners(it *announce.Item, words string, _ time.Time) error {
	it.Partners = nil
	for _, name := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(",;\n|", r) }) {
		if name = strings.Join(strings.Fields(name), " "); name != "" && !slices.Contains(it.Partners, name) {
			it.Partners = append(it.Partners, name)
		}
	}
	return nil
}

func showPartners(_ *Bot, it *announce.Item) string { return strings.Join(it.Partners, ", ") }

func freeKeys(_ *Bot, k *keys, it *announce.Item) {
	k.row(choice(k, "free", "oui", text.FormFreeYes.Say(), it.Free != nil && *it.Free),
		choice(k, "free", "non", text.FormFreeNo.Say(), it.Free != nil && !*it.Free))
}

func takeFree(_ *Bot, s *formScene, value string) (done, known bool) {
	free := value == "oui"
	s.it.Free = &free
	return true, value == "oui" || value == "non"
}

func posterKeys(_ *Bot, k *keys, it *announce.Item) {
	if len(it.Poster) > 0 {
		k.row(choice(k, "poster", "sans", text.FormNoPoster.Say(), false))
	}
}

func takePoster(_ *Bot, s *formScene, value string) (done, known bool) {
	s.it.Poster = nil
	return true, value == "sans"
}

func showPoster(_ *Bot, it *announce.Item) string {
	if len(it.Poster) == 0 {
		return ""
	}
	return text.FormPosterKept.Say()
}

func reachKeys(_ *Bot, k *keys, it *announce.Item) {
	k.row(choice(k, "reach", announce.Fitting, text.FormFitting.Say(), it.Reach == announce.Fitting))
	k.row(choice(k, "reach", announce.Everyone, text.FormToAll.Say(), it.Reach == announce.Everyone))
}

func takeReach(_ *Bot, s *formScene, value string) (done, known bool) {
	s.it.Reach = value
	return true, value == announce.Fitting || value == announce.Everyone
}
