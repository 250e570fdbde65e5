package text

import (
	"unicode"
	"unicode/utf8"
)

// Who relays, asked once.
var (
	WhoAreYou = message(`🤝 Deux questions, une seule fois, pour les chiffres du quartier ; jamais votre nom. <b>Pour quelle structure travaillez-vous ?</b>`)
	WhoChange = message(`<b>Pour quelle structure travaillez-vous ?</b>`)
	WhoNoted  = message(`C’est noté : {structure}.`)
	Skip      = button(`Passer`)
	Skipped   = message(`Pas de souci. Si vous changez d’avis : /moi.`)
	Me        = message(`<b>Ce que vous m’avez dit de vous</b>
Structure : {structure}
Où vous travaillez : {place}
Votre place dans Relais : {role}`)
	ChangeStructure = button(`Changer de structure`)
	ChangeHome      = button(`Changer de quartier`)
	HomeUnsaid      = plain(`non précisé`)
)

// Being let in, and inviting.
var (
	ByInvitation = message(`🔒 Ici, Relais s’utilise sur invitation. Demandez un lien à la personne qui le coordonne dans votre quartier : touchez-le, et vous poserez vos questions tout de suite.
En danger : le <b>15</b>, le <b>17</b>, le <b>112</b> ; par SMS, le <b>114</b>.`)
	Shut = message(`🔒 Votre accès à Relais est fermé pour le moment. La personne qui le coordonne dans votre quartier peut le rouvrir, ou vous envoyer une invitation.
En danger : le <b>15</b>, le <b>17</b>, le <b>112</b> ; par SMS, le <b>114</b>.`)
	ShutNotice      = notice(`Relais n’est pas ouvert pour vous en ce moment. Demandez une invitation à la personne qui le coordonne dans votre quartier.`)
	ShutInline      = plain(`Ici, Relais s’utilise sur invitation`)
	ShutHow         = plain(`Parlez-moi en privé : je vous dirai comment`)
	JoinedAs        = message(`🎉 Votre invitation est acceptée. Votre place dans Relais : <b>{role}</b>.`)
	PlaceOfOperator = plain(`relais de proximité`)
	JoinedReads     = message(`Les chiffres : /stats ; inviter quelqu’un : /inviter ; les pages à lire sur ordinateur : /console.`)
	InviteSpent     = message(`Ce lien d’invitation a déjà servi, ou il a expiré. Demandez-en un autre à la personne qui vous l’a envoyé : chaque lien ne sert qu’une fois.`)
	InviteNeeded    = message(`Ce lien d’invitation a déjà servi, ou il a expiré. Cela ne change rien pour vous : dites-moi en une phrase ce que cherche la personne.`)
	InviteWho       = message(`<b>Qui voulez-vous inviter ?</b> Le lien servira une seule fois, dans les {days}.`)
	InviteWhere     = message(`<b>Pour quel territoire ?</b> La personne en lira les chiffres.`)
	InviteReady     = message(`Voici l’invitation, à transférer à une seule personne : elle sert <b>une fois</b>, jusqu’au {until}. Sa place dans Relais : <b>{role}</b>.`)
	InviteLetter    = message(`👋 Relais trouve la bonne porte près d’ici, en une phrase : santé, prévention, aide sociale. Voici votre invitation, elle ne sert qu’une fois :
{link}`)
	InviteDenied      = message(`Je ne peux pas faire cette invitation : vous pouvez inviter des relais, des partenaires et des médiateurs, pour votre territoire.`)
	InviteOperator    = button(`Relais : pose des questions`)
	InvitePartner     = button(`Partenaire : propose des annonces`)
	InviteMediator    = button(`Médiation : accompagne`)
	InviteCoordinator = button(`Coordination : lit les chiffres`)
	InviteAdmin       = button(`Administration : tout`)
	WholeTerritory    = button(`Tous les territoires`)
	NotYourRole       = message(`/{command} est pour les personnes qui coordonnent Relais. Votre mois à vous est là : /mon_activite.`)
	InPrivate         = message(`Cela se passe en privé, entre vous et moi : écrivez-moi /{command} dans notre conversation.`)
	HelpCoordinators  = message(`<b>Vous coordonnez Relais</b> : /stats pour les chiffres, /console pour les pages, /inviter pour faire entrer quelqu’un.`)
)

// The commands of people and figures.
var (
	CommandMe      = plain(`Ma structure, mon quartier`)
	CommandMine    = plain(`Mon mois de relais`)
	CommandData    = plain(`Tout ce que Relais garde sur moi`)
	CommandErase   = plain(`Effacer ce que Relais garde sur moi`)
	CommandInvite  = plain(`Inviter quelqu’un`)
	CommandStats   = plain(`Les chiffres de mon territoire`)
	CommandConsole = plain(`Ouvrir la console`)
)

// What was misunderstood, and what has no answer.
var (
	WrongButton   = button(`Ce n’est pas ce que je voulais dire`)
	WhatWrong     = message(`Merci de me le dire. <b>Qu’est-ce que j’ai mal compris ?</b>`)
	WrongTheme    = button(`Le thème`)
	WrongBesoin   = button(`Le besoin précis`)
	WrongPlace    = button(`Le lieu`)
	WrongAge      = button(`L’âge`)
	WrongAudience = button(`Le public`)
	WrongAll      = button(`Tout`)
	WrongNoted    = message(`Merci, c’est noté, sans vos mots : cela m’aide à mieux comprendre. Dites-le autrement, en une phrase, je cherche tout de suite.`)
	UnmetAsk      = message(`<b>Est-ce bien un besoin sans réponse ici ?</b> Dites-le-moi : il comptera.`)
	UnmetYes      = button(`Oui, c’est un besoin sans réponse`)
	UnmetNo       = button(`Non, mal compris`)
)

// Accompanying, and what becomes of referrals.
var (
	EscortButton = button(`Il faut l’accompagner`)
	EscortNoted  = message(`🤝 <b>C’est compté</b> : un accompagnement demandé vers {structure}, sans rien sur la personne.
Je ne connais pas encore les médiatrices et médiateurs de chaque quartier : demandez au centre social ou au CCAS qui peut faire le chemin avec elle. Vous l’accompagnez vous-même ? Dites-le ensuite dans /mon_activite : les demandes et les accompagnements faits sont comptés ensemble.`)
	OutcomeYes   = button(`✓ {outcome}`)
	OutcomeNoted = notice(`Merci, c’est noté. Vous pourrez changer.`)
	OutcomeGone  = notice(`Je n’ai plus cette orientation.`)
	OpenReferral = message(`➡️ <b>{service}</b>, le {day}. Qu’est-ce que cela a donné ?`)
	OpenEscort   = message(`➡️ <b>{service}</b>, le {day}, accompagnement demandé. Qu’est-ce que cela a donné ?`)
	GoneService  = plain(`Un service qui n’est plus dans l’annuaire`)
)

// An operator's own month.
var (
	MineHead     = message(`🌱 <b>Votre mois {month}</b>`)
	MineNothing  = message(`Pas encore de question ce mois-ci. La prochaine comptera.`)
	MineAsked    = message(`Vous avez cherché une porte pour <b>{needs}</b>, en {days}.`)
	MineReferred = message(`<b>{people}</b> vers une porte. Merci !`)
	MineActs     = message(`Aussi : {acts}.`)
	MineThemes   = message(`Le plus souvent : {themes}.`)
	MineUnmet    = message(`<b>{unmet}</b> : c’est ainsi qu’on sait ce qui manque.`)
	MineOutcomes = message(`Ce que cela a donné : {outcomes}.`)
	MineWaiting  = message(`Il me manque la suite {of} : un bouton suffit.`)
	MineYours    = message(`<i>Ces chiffres ne sont montrés qu’à vous.</i>`)
)

// What is held, and erasing it.
var (
	DataSent  = message(`Voici tout ce que je garde sur vous, à ouvrir avec n’importe quel lecteur de texte. Pour l’effacer : /effacer.`)
	DataFile  = plain(`mes-donnees-relais.txt`)
	EraseWhat = message(`<b>Effacer tout ce que je garde sur vous ?</b>

Partiront pour de bon : vos questions, vos orientations et leur suite, ce que vous avez signalé, votre structure, votre quartier, vos abonnements, votre place dans Relais.
Resteront des comptes par mois, par exemple « 120 questions en mars » : rien n’y dit que vous en étiez.`)
	EraseRole = message(`⚠️ Vous ne lirez plus les chiffres : il faudra une nouvelle invitation.`)
	EraseYes  = button(`Oui, tout effacer`)
	EraseNo   = button(`Non, je garde`)
	Erased    = message(`C’est effacé. Je ne garde plus rien sur vous : ni questions, ni orientations, ni structure, ni quartier, ni abonnement, ni place dans Relais. Restent les comptes par mois, où vous n’êtes plus.
La conversation, elle, est dans Telegram : vous pouvez l’effacer de votre côté.`)
	EraseKept = message(`D’accord, rien n’a été effacé.`)
)

// Figures for those who coordinate.
var (
	StatsHead     = message(`📊 <b>{period}, {place}</b>`)
	StatsAgainst  = message(`<i>Entre parenthèses : {before}, puis {year}.</i>`)
	StatsBefore   = message(`<i>Entre parenthèses : {before}.</i>`)
	StatsMain     = message(`{what} : <b>{figure}</b> ({beside})`)
	StatsAlone    = message(`{what} : <b>{figure}</b>`)
	StatsReason   = plain(`{theme} : {reason} ({figure})`)
	StatsRunning  = plain(`{period} (en cours)`)
	StatsQuarter  = message(`{place} : <b>{figure}</b>`)
	StatsRising   = message(`📈 En hausse : {themes}`)
	StatsUnmet    = message(`❓ Sans réponse : {reasons}`)
	StatsPlaces   = message(`📍 {places}`)
	StatsQuarters = message(`📍 <b>Demandes par quartier</b>`)
	StatsNone     = message(`Rien à montrer pour cette période.`)
	StatsLegend   = message(`<i>{legend}.</i>`)
	StatsChart    = plain(`Demandes par mois, {place}`)
	MonthBefore   = button(`← Mois précédent`)
	MonthAfter    = button(`Mois suivant →`)
	QuarterBefore = button(`← Trimestre précédent`)
	QuarterAfter  = button(`Trimestre suivant →`)
	YearBefore    = button(`← Année précédente`)
	YearAfter     = button(`Année suivante →`)
	LastMonth     = button(`Mois`)
	Quarter       = button(`Trimestre`)
	WholeYear     = button(`Année`)
	RunningMonth  = button(`Mois en cours`)
	Quarters      = button(`Quartiers`)
	BackToFigures = button(`← Chiffres`)
	Export        = button(`Exporter`)
	Exporting     = notice(`Je prépare le bilan, il arrive dans un instant.`)
	ExportSaid    = message(`Bilan : {period}, {place}.`)
	ExportName    = plain(`bilan-relais-{period}`)
	NoLonger      = notice(`Ce bouton est pour les personnes qui coordonnent Relais.`)
)

// The console, and the weekly digest.
var (
	OpenConsole = button(`Ouvrir la console`)
	ConsoleHere = button(`Ouvrir ici`)
	ConsoleLink = message(`🖥 Votre entrée dans la console, à ouvrir sur l’appareil de votre choix :
{link}

Ce lien ne sert qu’une fois, pendant quelques minutes, et pour vous : ne le transférez pas.`)
	ConsoleNone   = message(`La console n’a pas encore d’adresse publique : la personne qui a installé Relais peut la régler.`)
	ConsoleDenied = message(`Je n’ai pas pu vous ouvrir la console : elle est pour les personnes qui coordonnent Relais.`)
	DigestStart   = button(`M’écrire chaque lundi`)
	DigestStop    = button(`Ne plus m’écrire le lundi`)
	DigestStarted = notice(`C’est noté : chaque lundi matin, je vous écris les chiffres.`)
	DigestStopped = notice(`C’est noté : je ne vous écris plus le lundi.`)
	DigestHello   = message(`👋 Bonne semaine !`)
	DigestHead    = message(`📊 <b>Du {from} au {to}, {place}</b>`)
	DigestLine    = message(`{what} : <b>{figure}</b> (semaine d’avant : {before})`)
	DigestThemes  = message(`Le plus demandé : {themes}`)
)

// outcomes are what becomes of a referral, in the order of the buttons.
var outcomes = []struct {
	id, words string
	one, many string // beside a number
}{
	{"rendez-vous", "Rendez-vous pris", "rendez-vous pris", "rendez-vous pris"},
	{"recu", "Reçu", "personne reçue", "personnes reçues"},
	{"accompagne", "Accompagné", "personne accompagnée", "personnes accompagnées"},
	{"attente", "En attente", "en attente", "en attente"},
	{"sans-suite", "Sans suite", "sans suite", "sans suite"},
	{"refus", "La personne n’a pas voulu", "personne qui n’a pas voulu", "personnes qui n’ont pas voulu"},
}

// Outcomes lists what becomes of a referral.
func Outcomes() []Label {
	var out []Label
	for _, o := range outcomes {
		out = append(out, Label{o.id, o.words})
	}
	return out
}

// OutcomeCount counts an outcome: « 2 personnes reçues ».
func OutcomeCount(id string, n int) string {
	for _, o := range outcomes {
		if o.id == id {
			return Count(n, o.one, o.many)
		}
	}
	return Number(n) + nbsp + Unknown(id)
}

// Misread lists what may be misunderstood of a question.
func Misread() []Label {
	return []Label{{"theme", WrongTheme.Say()}, {"besoin", WrongBesoin.Say()}, {"place", WrongPlace.Say()},
		{"age", WrongAge.Say()}, {"audience", WrongAudience.Say()}, {"tout", WrongAll.Say()}}
}

// Invitable lists the roles one may invite to, most often given first.
func Invitable() []Label {
	return []Label{{"operator", InviteOperator.Say()}, {"mediator", InviteMediator.Say()}, {"partner", InvitePartner.Say()},
		{"coordinator", InviteCoordinator.Say()}, {"administrator", InviteAdmin.Say()}}
}

// OfMonth puts « de » before a month, YYYYMM: « d’octobre 2026 ».
func OfMonth(month int) string {
	if m := month % 100; m >= 1 && m <= 12 {
		return sinceMonth(m) + nbsp + yearDigits(month/100)
	}
	return ""
}

// Capital puts the first letter in upper case.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// The file of what is held about a person.
var (
	HeldTitle     = plain(`Relais : tout ce qui est gardé sur vous, le {moment}.`)
	HeldNames     = profile(`Votre nom n’est gardé nulle part. Vous êtes un code, calculé à partir de votre numéro Telegram avec une clé gardée ailleurs. Les mots de vos questions sont effacés au plus tard après 24 heures. La conversation, elle, est dans Telegram.`)
	HeldNothing   = plain(`rien`)
	HeldEnd       = profile(`Pour tout effacer : écrivez /effacer à Relais. Il ne reste alors que des comptes par mois, où plus rien ne dit que vous en étiez.`)
	HeldYou       = plain(`Vous`)
	HeldYouWhy    = profile(`Pour savoir ce que vous pouvez faire, chercher près de chez vous, et compter par structure et par quartier. Gardé jusqu’à ce que vous l’effaciez.`)
	HeldRole      = plain(`place dans Relais : {value}`)
	HeldState     = plain(`accès : {value}`)
	HeldStructure = plain(`structure : {value}`)
	HeldSince     = plain(`connu depuis le {value}`)
	HeldHome      = plain(`lieu de travail : {value} (dit le {moment})`)
	HeldDigest    = plain(`message du lundi, dans la conversation {chat} (gardée chiffrée)`)
	HeldNeeds     = plain(`besoins exprimés : {value}`)

	HeldQuestions  = plain(`Vos questions, sans leurs mots`)
	HeldCountsWhy  = profile(`Pour compter les besoins du territoire et ce qui manque. Gardé {months} mois, puis il ne reste que des comptes par mois.`)
	HeldTheme      = plain(`thème : {value}`)
	HeldBesoin     = plain(`besoin : {value}`)
	HeldAge        = plain(`âge : {value}`)
	HeldThemes     = plain(`thèmes lus : {value}`)
	HeldBesoins    = plain(`besoins lus : {value}`)
	HeldAudiences  = plain(`public : {value}`)
	HeldConditions = plain(`conditions : {value}`)
	HeldRefused    = plain(`sauf : {value}`)
	HeldServices   = plain(`services montrés : {value}`)
	HeldPlace      = plain(`lieu demandé : {value}`)
	HeldZone       = plain(`compté à : {value}`)
	HeldFrom       = plain(`structure : {value}`)
	HeldDanger     = plain(`danger : {value}`)
	HeldTook       = plain(`réponse en {ms} ms`)
	HeldEdited     = plain(`question modifiée`)

	HeldActs           = plain(`Ce que vous avez fait des fiches`)
	HeldOutcome        = plain(`suite : {value} (dite le {moment})`)
	HeldUnmet          = plain(`Les besoins sans réponse que vous avez signalés`)
	HeldFlags          = plain(`Les erreurs que vous avez signalées`)
	HeldFlagsWhy       = profile(`Pour corriger l’annuaire. Gardé {months} mois.`)
	HeldCorrections    = plain(`Ce que Relais avait mal compris`)
	HeldCorrectionsWhy = profile(`Pour mieux comprendre les questions. Gardé {months} mois.`)
	HeldBrowsings      = plain(`Les réponses que vous êtes en train de lire`)
	HeldBrowsingsWhy   = profile(`Pour que leurs boutons répondent. Gardé chiffré, 24 heures au plus.`)
	HeldWords          = plain(`« {words} »`)
	HeldUnread         = plain(`une réponse que je ne sais plus lire`)
	HeldPosition       = plain(`avec la position partagée`)
	HeldSessions       = plain(`Vos entrées dans la console`)
	HeldSessionsWhy    = profile(`Pour vous y reconnaître. Gardé quelques heures.`)
	HeldUntil          = plain(`du {from} au {to}`)
	HeldInvites        = plain(`Les invitations que vous avez faites`)
	HeldInvitesWhy     = profile(`Pour savoir qui fait entrer. Gardé ; si vous effacez tout, celles qui n’ont pas servi partent, et votre code est retiré des autres.`)
	HeldUsed           = plain(`a servi`)
	HeldUnused         = plain(`n’a pas servi`)
	HeldEntries        = plain(`Ce que vous avez saisi dans la console`)
	HeldEntriesWhy     = profile(`Pour le bilan du contrat de ville. Gardé ; si vous effacez tout, votre code en est retiré.`)
	HeldAudit          = plain(`Le journal des accès et des droits`)
	HeldAuditWhy       = profile(`Pour savoir qui a fait quoi. Gardé ; si vous effacez tout, votre code en est retiré.`)
)

// acted are what one does with a card, one by one.
var acted = map[string]string{"card": "fiche lue", "call": "appel", "route": "itinéraire", "share": "partage",
	"referral": "orientation", "escort": "accompagnement demandé"}

// HeldAct names what was done with a card.
func HeldAct(kind string) string {
	if words, ok := acted[kind]; ok {
		return words
	}
	return Unknown(kind)
}
