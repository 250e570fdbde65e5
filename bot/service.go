package bot

import (
	"strings"

	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

// How much of a name and of a line is shown in a list, in UTF-16 units.
const (
	nameLimit = 90
	lineLimit = 110
)

// result is a service in a list: its name and one line, where it is, whether
// it is open and how sure all this is, always in this order.
func (b *Bot) result(rank int, r *search.Result) string {
	s := r.Service
	name, line := headline(s)
	title := text.ResultTitleOnly.Say("rank", rank, "structure", name)
	if line != "" {
		title = text.ResultTitle.Say("rank", rank, "structure", name, "line", line)
	}
	return joinLines(title, reach(s, r.DistanceM), b.state(s))
}

// headline is who, then what in one line.
func headline(s *directory.Service) (name, line string) {
	name, line = s.Structure, s.Name
	if name == "" {
		name, line = s.Name, ""
	}
	if line == "" || strings.EqualFold(line, name) {
		line = s.Description
	}
	if ages := ages(s); ages != "" && line != "" && !strings.Contains(line, "ans") {
		line = text.Cut(line, lineLimit-12) + ", " + ages
	}
	return text.Cut(text.Tidy(name), nameLimit), text.Cut(readable(text.Tidy(line)), lineLimit)
}

func ages(s *directory.Service) string {
	switch {
	case s.AgeMin != nil && s.AgeMax != nil:
		return text.BetweenAges.Say("min", *s.AgeMin, "max", *s.AgeMax)
	case s.AgeMin != nil && *s.AgeMin > 0:
		return text.FromAge.Say("min", *s.AgeMin)
	case s.AgeMax != nil:
		return text.ToAge.Say("max", *s.AgeMax)
	}
	return ""
}

// reach is where it is and how to call it.
func reach(s *directory.Service, metres *int) string {
	var parts []string
	if place := address(s, false); place != "" {
		parts = append(parts, "📍 "+text.EscapeHTML(text.Tidy(place)))
	}
	if metres != nil {
		parts = append(parts, text.Distance(*metres))
	}
	if s.Phone != "" {
		parts = append(parts, "📞 "+text.EscapeHTML(text.Phone(s.Phone)))
	}
	return strings.Join(parts, " · ")
}

// address is where a service is, as one writes it.
func address(s *directory.Service, postcode bool) string {
	town := s.Commune
	if postcode {
		town = strings.TrimSpace(s.Postcode + " " + s.Commune)
	}
	switch {
	case s.Address == "":
		return oneLine(town)
	case town == "" || strings.HasSuffix(s.Address, town):
		return oneLine(s.Address)
	}
	return oneLine(s.Address + ", " + town)
}

// state says whether it is open, what it costs when it costs nothing, and how
// sure this is.
func (b *Bot) state(s *directory.Service) string {
	parts := []string{b.open(s)}
	if s.IsFree() {
		parts = append(parts, text.FreeOfCharge.Say())
	}
	return text.EscapeHTML(strings.Join(append(parts, sureness(s)), " · "))
}

func (b *Bot) open(s *directory.Service) string {
	o := b.Opening(s.Hours, b.Now())
	unknown := text.HoursUnknown
	if s.Phone == "" {
		unknown = text.HoursNoPhone
	}
	switch {
	case o.Sentence != "" && o.Open:
		return "🟢 " + withAppointment(o)
	case o.Sentence != "":
		return "🟠 " + withAppointment(o)
	case o.ByAppointment:
		return "⚪ " + text.ByAppointment.Say()
	}
	return "⚪ " + unknown.Say()
}

func withAppointment(o Opening) string {
	if o.ByAppointment {
		return o.Sentence + ", " + text.ByAppointment.Say()
	}
	return o.Sentence
}

// sureness is the last thing said of a service, everywhere.
func sureness(s *directory.Service) string {
	switch {
	case s.Confirmed() && text.MonthYear(s.Verified) != "":
		return text.VerifiedIn.Say("month", text.MonthYear(s.Verified))
	case text.Year(s.SourceDate) != "":
		return text.ToConfirmOf.Say("year", text.Year(s.SourceDate))
	}
	return text.ToConfirm.Say()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// joinLines leaves out what is empty.
func joinLines(lines ...string) string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
