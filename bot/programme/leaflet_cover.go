package programme

import (
	"relais/bot/announce"
	"relais/bot/text"
)

// cover is the first page: what, when, the weeks, how to know more. It is drawn
// for A4 and shrunk for A5; lengths and sizes below are those of A4.
func (l *leafletPaper) cover() error {
	l.AddPage()
	s := l.w / 210
	m, width := 20*s, l.w-40*s
	l.box(m, 22*s, 34*s, 2.4*s, &accent, nil)
	y := 36 * s
	y = l.paragraph(m, y, width, 15*s, true, soft, l.Over)
	y = l.title(m, y+4*s, width, s)
	if l.Span != "" {
		y = l.paragraph(m, y+5*s, width, 18*s, true, ink, l.Span)
	}
	if l.Count != "" {
		y = l.paragraph(m, y+1.5*s, width, 13*s, false, soft, l.Count)
	}
	if l.Chosen != "" {
		y = l.paragraph(m, y+1.5*s, width, 13*s, false, soft, l.Chosen)
	}
	if len(l.Days)+len(l.Also)+len(l.Undated) == 0 {
		l.paragraph(m, y+8*s, width, 13*s, false, ink, text.ProgrammeNothing)
	} else if len(l.Weeks) > 0 {
		l.calendar(m, y+10*s, l.knowTop(s), width, s)
	}
	return l.know(m, width, s)
}

// title is the theme, as large as five lines allow.
func (l *leafletPaper) title(x, y, width, s float64) float64 {
	size := 36.0
	for size > 20 && len(l.wrap(l.Title, size*s, true, width)) > 4 {
		size -= 2
	}
	return l.paragraph(x, y, width, size*s, true, accent, l.Title)
}

// paragraph writes words down from y and tells where they end.
func (p paper) paragraph(x, y, width, size float64, bold bool, c colour, words string) float64 {
	for _, line := range p.wrap(words, size, bold, width) {
		p.line(x, y+size*inPoint*0.95, size, bold, c, line)
		y += size * inPoint * 1.24
	}
	return y
}

// calendar draws the weeks: a day, and a dot for each appointment.
func (l *leafletPaper) calendar(x, y, below, width, s float64) {
	w, h := width/7, min(26*s, (below-y-14*s)/float64(len(l.Weeks))-1.5*s)
	for i, name := range text.ProgrammeWeekdays {
		l.line(x+float64(i)*w+2*s, y, 9*s, false, soft, name)
	}
	y += 2.5 * s
	for _, week := range l.Weeks {
		for i, c := range week {
			l.day(x+float64(i)*w, y, w-1.5*s, h, s, c)
		}
		y += h + 1.5*s
	}
	l.line(x, y+3.5*s, max(7, 9*s), false, soft, text.ProgrammeDot)
}

func (l *leafletPaper) day(x, y, w, h, s float64, c cell) {
	colour := soft
	switch {
	case c.Dates > 0:
		l.box(x, y, w, h, &tint, &accent)
		colour = accent
	case c.In:
		l.box(x, y, w, h, nil, &faint)
	default:
		return
	}
	l.line(x+2*s, y+6.2*s, 14*s, c.Dates > 0, colour, c.Number)
	const most = 14
	r := max(0.75, 1.15*s)
	l.SetFillColor(accent[0], accent[1], accent[2])
	for i := range min(c.Dates, most) {
		l.Circle(x+2*s+r+float64(i%7)*2.7*r, y+h-5.2*r+float64(i/7)*2.9*r, r, "F")
	}
}

// codeSide is how wide the code is on an A4 cover.
const codeSide = 42

// knowTop is where the foot of the cover begins.
func (l *leafletPaper) knowTop(s float64) float64 { return l.h - (26+codeSide+7)*s }

// know stands at the foot of the cover: the code, the legend, whom to call.
func (l *leafletPaper) know(x, width, s float64) error {
	side := codeSide * s
	y := l.knowTop(s) + 7*s
	l.rule(x, y-7*s, width, 0.3, faint)
	if err := l.code(x, y, side, l.Address); err != nil {
		return err
	}
	beside, w := x+side+8*s, width-side-8*s
	at := l.paragraph(beside, y-1*s, w, 14*s, true, ink, text.ProgrammeScan)
	at = l.paragraph(beside, at+0.6*s, w, max(8, 10.5*s), false, soft, text.ProgrammeScanWhy)
	at = l.paragraph(beside, at+0.6*s, w, max(8, 10.5*s), true, ink, shortAddress(l.Address))
	at += 2.6 * s
	for _, id := range announce.Access {
		l.mark(beside, at, text.ProgrammeMark(id))
		l.line(beside+markSide+2, at+markSide*0.76, max(9, 10*s), false, ink, text.AnnounceAccess(id))
		at += markSide + 1.1*s
	}
	l.paragraph(x, l.h-20*s, width, max(7.5, 9*s), false, soft, text.ProgrammeHelp)
	return nil
}
