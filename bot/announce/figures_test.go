package announce_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/announce"
	"relais/directory/db"
)

// TestFigures counts a random autumn again, slowly, from raw rows.
func TestFigures(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		r := rand.New(rand.NewPCG(7, 11))
		w.autumn(r)
		w.now = at(20261025, 15, 0)
		some := false
		for _, days := range [][2]int{{20261001, 20261031}, {20260901, 20261130}, {20261005, 20261018}, {20261025, 20261025}, {20261009, 20261009}, {20250101, 20250131}} {
			got, err := w.Figures(ctx, days[0], days[1])
			w.must(err)
			want := w.recount(days[0], days[1])
			if diff := cmp.Diff(want, got); diff != "" {
				w.t.Errorf("%v (-recount +got):\n%s", days, diff)
			}
			some = some || got.Cancelled > 0 && got.Dates > 0 && got.Partners > 1 && got.Communes > 1 && got.Sent > 0 &&
				got.Uncertain > 0 && got.Subscribers > 0 && got.Comes > 0 && got.Reach > 0 && got.Attendance > 0
		}
		if !some {
			w.t.Error("the autumn was empty: nothing was compared")
		}
		for _, days := range [][2]int{{20261031, 20261001}, {20261032, 20261101}, {0, 0}} {
			if _, err := w.Figures(ctx, days[0], days[1]); !errors.Is(err, announce.ErrInvalid) {
				w.t.Errorf("%v: %v", days, err)
			}
		}
	})
}

// autumn has things happen from 1 October on, at every hour, through the end of
// summer time.
func (w *world) autumn(r *rand.Rand) {
	ctx := context.Background()
	var ids []int64
	for range 160 {
		w.now = at(20261001, 0, 0).Add(time.Duration(r.IntN(30*24*60)) * time.Minute)
		chat := int64(1 + r.IntN(12))
		switch pick := r.IntN(10); {
		case pick < 3:
			ids = append(ids, w.publish(randomItem(r, w.now)))
			w.deliverRandomly(r)
		case pick == 3:
			s := announce.Default(chat, "private")
			w.must(w.Subscribe(ctx, s))
		case pick == 4:
			if err := w.Leave(ctx, chat); err != nil && !errors.Is(err, db.ErrNotFound) {
				w.t.Fatal(err)
			}
		case len(ids) == 0:
		case pick < 7:
			answer := []string{announce.Comes, announce.Relays}[r.IntN(2)]
			err := w.Answer(ctx, ids[r.IntN(len(ids))], chat, answer, r.IntN(40), r.IntN(5) > 0)
			if err != nil && !errors.Is(err, announce.ErrState) {
				w.t.Fatal(err)
			}
		case pick == 7:
			id := ids[r.IntN(len(ids))]
			if err := w.Cancel(ctx, id, anne); err == nil && r.IntN(2) == 0 {
				w.approve(id, anne)
			}
		case pick == 8:
			w.propose(randomItem(r, w.now))
		default:
			it := w.item(ids[r.IntN(len(ids))])
			if len(it.Dates) > 0 && it.Dates[0].Starts.Before(w.now) {
				err := w.Attend(ctx, it.ID, it.Dates[0].FirstDay(), r.IntN(90), anne)
				if err != nil && !errors.Is(err, announce.ErrState) {
					w.t.Fatal(err)
				}
			}
		}
	}
}

func randomItem(r *rand.Rand, now time.Time) announce.Item {
	names := []string{"CCAS de Tours", "ccas de tours", "UDAF", "Centre social", "Pôle santé", "POLE SANTE"}
	it := announce.Item{Kind: announce.Kinds[r.IntN(len(announce.Kinds))], Title: fmt.Sprint("Action ", r.IntN(1000)), What: "Venez.",
		Organiser: names[r.IntN(len(names))], Commune: []string{"", tours, "37233", "37214"}[r.IntN(4)], Author: partner}
	if it.Kind == announce.Call {
		it.Deadline = announce.DayOf(now.AddDate(0, 0, r.IntN(20)))
	}
	for range r.IntN(3) {
		it.Partners = append(it.Partners, names[r.IntN(len(names))])
	}
	day := 1 + r.IntN(9)
	for n := r.IntN(3); n >= 0 && (it.Kind == announce.Event || it.Kind == announce.Training); n-- {
		starts := now.AddDate(0, 0, day).Truncate(time.Minute)
		it.Dates = append(it.Dates, announce.Date{Starts: starts, Ends: starts.Add(2 * time.Hour)})
		day += 1 + r.IntN(9)
	}
	return it
}

// deliverRandomly ends the mailings that are open, some way or other.
func (w *world) deliverRandomly(r *rand.Rand) {
	w.resolve()
	var open []string
	w.must(w.d.View(context.Background(), func(tx *db.Tx) error {
		open = nil
		return tx.Rows(context.Background(), "SELECT who FROM announce_deliveries WHERE message = 5", nil, func(scan func(...any) error) error {
			var who string
			err := scan(&who)
			open = append(open, who)
			return err
		})
	}))
	for _, who := range open {
		state := []string{"sent", "sent", "uncertain", "failed", "late"}[r.IntN(5)]
		w.exec("UPDATE announce_deliveries SET state = ?2, message = 6 WHERE who = ?1 AND message = 5", who, state)
	}
}

// rows reads a table as words, in the order of the columns asked for.
func (w *world) rows(columns, table string) (out [][]string) {
	w.t.Helper()
	n := strings.Count(columns, ",") + 1
	w.must(w.d.View(context.Background(), func(tx *db.Tx) error {
		out = nil
		return tx.Rows(context.Background(), "SELECT "+columns+" FROM "+table, nil, func(scan func(...any) error) error {
			values, into := make([]any, n), make([]any, n)
			for i := range values {
				into[i] = &values[i]
			}
			err := scan(into...)
			row := make([]string, n)
			for i, v := range values {
				if v != nil {
					row[i] = text(v)
				}
			}
			out = append(out, row)
			return err
		})
	}))
	return out
}

// dayOf is the day in Paris of unix ms in words, worked out from its date.
func dayOf(ms string) (day int) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	fmt.Sscan(time.UnixMilli(int64(number(ms))).In(paris).Format("20060102"), &day)
	return day
}

func number(s string) (n int) {
	fmt.Sscan(s, &n)
	return n
}

// recount counts what Figures does, one row after the other.
func (w *world) recount(from, to int) announce.Figures {
	w.t.Helper()
	in := func(day int) bool { return day >= from && day <= to }
	f := announce.Figures{Items: map[string]int{}}
	w.recountItems(&f, in)
	for _, d := range w.rows("state, at", "announce_deliveries") {
		if in(dayOf(d[1])) && d[0] == "sent" {
			f.Sent++
		}
		if in(dayOf(d[1])) && d[0] == "uncertain" {
			f.Uncertain++
		}
	}
	for _, s := range w.rows("state, since, changed", "announce_subscribers") {
		if dayOf(s[1]) <= to && (s[0] == "active" || dayOf(s[2]) > to) {
			f.Subscribers++
		}
	}
	for _, a := range w.rows("answer, number, at", "announce_answers") {
		switch {
		case !in(dayOf(a[2])):
		case a[0] == "viens":
			f.Comes++
		default:
			f.Relays++
			f.Reach += number(a[1])
		}
	}
	for _, a := range w.rows("day, number", "announce_attendance") {
		if in(number(a[0])) {
			f.Told++
			f.Attendance += number(a[1])
		}
	}
	return f
}

func (w *world) recountItems(f *announce.Figures, in func(day int) bool) {
	w.t.Helper()
	dates := w.rows("item, starts", "announce_dates")
	partners, communes := map[string]bool{}, map[string]bool{}
	plain := strings.NewReplacer("ô", "o", "é", "e")
	for _, it := range w.rows("id, kind, state, published, updated, organiser, partners, commune", "announce_items") {
		if it[3] == "" {
			continue // never published
		}
		if it[2] == "cancelled" {
			if in(dayOf(it[4])) {
				f.Cancelled++
			}
			continue
		}
		counts := in(dayOf(it[3]))
		if counts {
			f.Items[it[1]]++
		}
		for _, d := range dates {
			if d[0] != it[0] || !in(dayOf(d[1])) {
				continue
			}
			counts = true
			if it[1] == "evenement" && number(d[1]) <= int(w.now.UnixMilli()) {
				f.Dates++
			}
		}
		if !counts {
			continue
		}
		for _, name := range strings.Split(it[5]+"|"+it[6], "|") {
			if name != "" {
				partners[plain.Replace(strings.ToLower(name))] = true
			}
		}
		if it[1] == "evenement" && it[7] != "" {
			communes[it[7]] = true
		}
	}
	f.Partners, f.Communes = len(partners), len(communes)
}
