package exchange

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"relais/bot/announce"
)

// undated are the kinds that may go without a date.
var undated = []string{announce.Campaign, announce.Offer, announce.Alert}

// ReadFeed reads RSS and Atom. What tells its date plainly has it and is an
// event, or Options.Kind; the rest is a campaign, or Options.Kind when that
// needs no date. Images holds the addresses of pictures, by SourceUID: nothing
// is fetched. Lines of problems are ranks of entries, from 1.
func ReadFeed(in io.Reader, o Options) (Result, error) {
	data, err := readAll(in)
	if err != nil {
		return Result{}, err
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil || feed == nil {
		return Result{}, &Problem{Code: CodeDamaged}
	}
	b := newBuilder(o)
	b.out.Name = clip(plain(feed.Title), announce.MaxLine)
	if b.Organiser == "" {
		b.Organiser = b.out.Name
	}
	seen := map[string]int{}
	for i, e := range feed.Items {
		line := i + 1
		if line > MaxLines {
			b.note(line, CodeLines, strconv.Itoa(MaxLines))
			break
		}
		it := b.entry(e)
		if first, ok := seen[it.SourceUID]; ok {
			b.note(line, CodeTwice, strconv.Itoa(first))
			continue
		}
		seen[it.SourceUID] = line
		b.add(line, it)
	}
	return b.out, nil
}

// entry is an entry of a feed.
func (b *builder) entry(e *gofeed.Item) announce.Item {
	it := announce.Item{SourceUID: entryUID(e), URL: webURL(e.Link)}
	title, off := cancelledTitle(plain(e.Title))
	it.Title = title
	if off {
		it.State = announce.Cancelled
	}
	long, short := textOfHTML(e.Content), textOfHTML(e.Description)
	it.What = or2(short, long)
	for _, t := range []*time.Time{e.UpdatedParsed, e.PublishedParsed} {
		if t != nil {
			it.Updated = *t
			break
		}
	}
	it.Dates = plainDates(title, paragraphs(short+"\n"+long), b.written(e))
	it.Kind = b.kindOf(it.Dates)
	for _, word := range e.Categories {
		if id, ok := themeOf(word); ok {
			it.Themes = append(it.Themes, id)
		}
	}
	it.Themes = unique(it.Themes)
	if image := imageOf(e); image != "" {
		b.out.Images[it.SourceUID] = image
	}
	return it
}

// written is when an entry was written: dates without year are counted from
// then.
func (b *builder) written(e *gofeed.Item) time.Time {
	if e.PublishedParsed != nil {
		return *e.PublishedParsed
	}
	if e.UpdatedParsed != nil {
		return *e.UpdatedParsed
	}
	return b.Now
}

func (b *builder) kindOf(dates []announce.Date) string {
	if len(dates) > 0 || slices.Contains(undated, b.Kind) {
		return b.Kind
	}
	return announce.Campaign
}

// entryUID is the guid of an entry, its address, or its title.
func entryUID(e *gofeed.Item) string {
	for _, id := range []string{e.GUID, e.Link} {
		if id = strings.TrimSpace(id); id != "" {
			return clipBytes(id)
		}
	}
	return "sans-uid-" + digest(e.Title)
}

func imageOf(e *gofeed.Item) string {
	for _, x := range e.Enclosures {
		if strings.HasPrefix(x.Type, "image/") {
			return webURL(x.URL)
		}
	}
	if e.Image != nil {
		return webURL(e.Image.URL)
	}
	return ""
}
