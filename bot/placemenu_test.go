package bot

import (
	"testing"

	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
)

// TestPlaceMenus looks at how tall the menus of places are on a phone.
func TestPlaceMenus(t *testing.T) {
	w := newWorld(t)
	all := announce.Subscription{Active: true}
	for _, p := range w.bot.Places {
		all.Places = append(all.Places, p.ID)
	}
	scene := &formScene{it: &announce.Item{Kind: announce.Event}}
	for name, r := range map[string]reply{
		"home":                w.bot.homeMenu(),
		"home towns":          w.bot.homeTowns(),
		"form":                w.bot.question(scene, &form{step: "quartier"}, ""),
		"form towns":          w.bot.question(scene, &form{step: "quartier", towns: true}, ""),
		"subscriptions":       w.bot.subscriptionReply(announce.Subscription{Active: true}, choosePlaces),
		"subscribed quarters": w.bot.subscriptionReply(all, choosePlaces),
		"subscribed towns":    w.bot.subscriptionReply(all, chooseTowns),
	} {
		rows := r.keys.(*models.InlineKeyboardMarkup).InlineKeyboard
		if len(rows) < 4 || len(rows) > 7 {
			t.Errorf("%s: %d rows", name, len(rows))
		}
		for _, row := range rows {
			if len(row) > 3 {
				t.Errorf("%s: a row of %d", name, len(row))
			}
		}
	}
}
