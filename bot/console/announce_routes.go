package console

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
)

const announcePath = "/console/annonces"

// announceRoutes registers the pages of announcements.
func (c *Console) announceRoutes() {
	c.handle("GET /console/annonces", relay.Coordinator, c.announcements)
	c.handle("GET /console/annonces/nouvelle", relay.Coordinator, c.newItem)
	c.handleUpTo(maxUpload, "POST /console/annonces/nouvelle", relay.Coordinator, c.addItem)
	c.handle("GET /console/annonces/{id}", relay.Coordinator, c.item)
	c.handle("GET /console/annonces/{id}/affiche", relay.Coordinator, c.itemPoster)
	c.handle("GET /console/annonces/{id}/modifier", relay.Coordinator, c.editItem)
	c.handleUpTo(maxUpload, "POST /console/annonces/{id}/modifier", relay.Coordinator, c.changeItem)
	c.handle("POST /console/annonces/{id}/valider", relay.Coordinator, c.approveItem)
	c.handle("POST /console/annonces/{id}/refuser", relay.Coordinator, c.refuseItem)
	c.handle("POST /console/annonces/{id}/annuler", relay.Coordinator, c.cancelItem)
	c.handle("GET /console/annonces/editions", relay.Coordinator, c.editions)
	c.handle("POST /console/annonces/editions", relay.Coordinator, c.saveEdition)
	c.handle("GET /console/annonces/chiffres", relay.Coordinator, c.announceFigures)
	c.mailingRoutes()
	c.feedRoutes()
}

func (c *Console) mailingRoutes() {
	c.handle("GET /console/annonces/envois", relay.Coordinator, c.mailings)
	c.handle("GET /console/annonces/envois/numero/{id}", relay.Coordinator, c.mailing)
	c.handle("POST /console/annonces/envois/numero/{id}/arreter", relay.Coordinator, c.stopMailing)
	c.handle("POST /console/annonces/envois/numero/{id}/reprendre", relay.Coordinator, c.resumeMailing)
	c.handle("POST /console/annonces/envois/numero/{id}/renvoyer", relay.Coordinator, c.resendMailing)
}

func (c *Console) feedRoutes() {
	c.handle("GET /console/annonces/agendas", relay.Coordinator, c.feeds)
	c.handle("POST /console/annonces/agendas", relay.Coordinator, c.addFeed)
	c.handle("POST /console/annonces/agendas/numero/{id}/regarder", relay.Coordinator, c.lookFeed)
	c.handle("POST /console/annonces/agendas/numero/{id}/arreter", relay.Coordinator, c.stopFeed)
	c.handle("POST /console/annonces/agendas/numero/{id}/suivre", relay.Coordinator, c.startFeed)
	c.handle("GET /console/annonces/fichier", relay.Coordinator, c.importPage)
	c.handleUpTo(maxUpload, "POST /console/annonces/fichier", relay.Coordinator, c.importFile)
	c.handle("GET /console/annonces/modele.xlsx", relay.Coordinator, c.importTemplate)
}

// tab is a page of announcements in their menu.
type tab struct {
	Path, Label string
	Current     bool
}

func announceTabs(current string) (tabs []tab) {
	for _, l := range text.AnnounceTabs() {
		tabs = append(tabs, tab{l.ID, l.Words, l.ID == current})
	}
	return tabs
}

// mayDecide tells whether an announcement is the reader's business: it happens
// in their territory, or nowhere in particular.
func (c *Console) mayDecide(who *reader, items ...announce.Item) bool {
	for _, it := range items {
		where := c.whereOf(it)
		if !who.everywhere() && where != (relay.Territory{}) && !who.sees(where) {
			return false
		}
	}
	return true
}

func (c *Console) whereOf(it announce.Item) relay.Territory {
	return c.full(relay.Territory{Commune: it.Commune, Quartier: it.Quartier})
}

// idOf is the number in the address; errNotFound for what is none.
func idOf(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return 0, errNotFound
	}
	return id, nil
}

// missing turns what the stores say of what is not there into errNotFound.
func (c *Console) missing(err error) error {
	if err != nil && c.NotFound != nil && errors.Is(err, c.NotFound) {
		return fmt.Errorf("%w: %w", errNotFound, err)
	}
	return err
}

// note writes who did what in the audit trail. It is done by then: that it could
// not be written is logged, and the page goes on.
func (c *Console) note(ctx context.Context, who *reader, action, subject, detail string) {
	if err := c.Relay.Note(context.WithoutCancel(ctx), who.actor(), action, subject, detail); err != nil {
		c.Log.Error("console: not noted", "action", action, "err", err)
	}
}

func itemSubject(id int64) string { return "annonce:" + strconv.FormatInt(id, 10) }

// went sends the reader on to a page that tells what was done.
func went(w http.ResponseWriter, r *http.Request, path, done string) error {
	http.Redirect(w, r, path+"?fait="+done, http.StatusSeeOther)
	return nil
}

func itemPath(id int64) string { return announcePath + "/" + strconv.FormatInt(id, 10) }
