package text

var announceStates = map[string]string{
	"proposed": "attend l’accord de la coordination", "confirmed": "publiée", "changed": "publiée, modifiée depuis",
	"cancelled": "annulée", "refused": "refusée",
}

// AnnounceState is where an announcement stands, in the feminine.
func AnnounceState(id string) string { return nameIn(announceStates, id) }

var changeNames = map[string]string{"new": "Nouvelle annonce", "changed": "Changement", "cancelled": "Annulation"}

// ChangeName is what approving would do.
func ChangeName(id string) string { return nameIn(changeNames, id) }

// WaitingWords is what waits besides what is published.
func WaitingWords(change string) string {
	if change == "cancelled" {
		return "annulation en attente d’accord"
	}
	return "changement en attente d’accord"
}

var mailingPurposes = map[string]string{
	"new": "annonce", "changed": "changement", "cancelled": "annulation", "eve": "rappel de la veille", "weekly": "résumé du lundi",
	"attendance": "question à l’organisateur",
}

// MailingPurpose is why something is sent.
func MailingPurpose(id string) string { return nameIn(mailingPurposes, id) }

var mailingStates = map[string]string{"ready": "va partir", "running": "en cours", "stopped": "arrêté", "done": "terminé"}

// MailingState is how far a sending is.
func MailingState(id string) string { return nameIn(mailingStates, id) }

// deliveryCounts are the states of deliveries, for one and for many.
var deliveryCounts = map[string][2]string{
	"sent": {"envoyé", "envoyés"}, "waiting": {"en attente", "en attente"}, "sending": {"en train de partir", "en train de partir"},
	"uncertain": {"incertain", "incertains"}, "failed": {"en échec", "en échec"}, "stopped": {"arrêté", "arrêtés"},
	"late": {"trop tard", "trop tard"}, "left": {"désabonné avant l’envoi", "désabonnés avant l’envoi"},
}

// DeliveryCount is « 3 en attente », « 1 incertain ».
func DeliveryCount(state string, n int) string {
	words, ok := deliveryCounts[state]
	if !ok {
		return Number(n) + nbsp + Unknown(state)
	}
	return Count(n, words[0], words[1])
}

var failureReasons = map[string]string{
	"refused": "refusé par Telegram", "unreachable": "Telegram ne répondait pas", "flood": "trop de messages à la fois",
	"lease": "fin de l’envoi inconnue", "no-answer": "Telegram n’a pas répondu", "stop": "arrêté", "cancelled": "annulé depuis",
	"replaced": "changé depuis", "left": "désabonné", "gone": "conversation bloquée ou fermée", "muted": "en pause",
	"nothing": "plus rien à annoncer", "sealed": "conversation illisible, la clé a changé", "moved": "groupe introuvable", "other": "autre raison",
}

// FailureReason is why a delivery failed, or ended otherwise than sent.
func FailureReason(id string) string {
	if words, ok := failureReasons[id]; ok {
		return words
	}
	return failureReasons["other"]
}
