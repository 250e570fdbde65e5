package text

// The guided form. Examples show the shape of an answer.
var (
	ProposeHow   = message(`📣 Proposer une annonce, c’est pour les partenaires : associations, centres sociaux, services, écoles… Demandez une invitation « partenaire » à la personne qui coordonne Relais dans votre quartier ; vous toucherez le lien, et /proposer s’ouvrira.`)
	FormHello    = message(`📣 <b>Une annonce, une question à la fois.</b> Je garde votre brouillon : vous pouvez vous arrêter quand vous voulez et revenir avec /proposer. Une question à poser entre-temps : /relais suivi de la question. Rien ne part sans l’accord de la coordination.`)
	FormProgress = message(`<i>Question {n} sur {total}</i>`)
	FormFirst    = message(`<i>Question {n}</i>`)
	FormNow      = message(`<i>Pour l’instant : {value}</i>`)
	FormKind     = message(`<b>De quoi s’agit-il ?</b>`)
	FormTitle    = message(`<b>Son titre ?</b>
<i>Exemple : Ciné-débat « Parlons-en »</i>`)
	FormWhat = message(`<b>En quelques phrases, qu’est-ce que c’est ?</b>
<i>Exemple : Un film court, puis on en parle avec une psychologue, autour d’un café.</i>`)
	FormAudience = message(`<b>Pour qui ?</b>
<i>Exemple : les parents d’adolescents</i>`)
	FormDates = message(`<b>Quand ?</b> Une ou plusieurs dates.
<i>Exemples : jeudi 8 octobre 18h30 · du 6 au 8 octobre de 14h à 17h · 6/10 10h, 8/10 14h-16h</i>`)
	FormDatesRead  = message(`J’ai lu :`)
	FormDatesMore  = message(`… et {count}`)
	FormDatesRight = button(`C’est ça`)
	FormDatesWrong = button(`Corriger`)
	FormDeadline   = message(`<b>Jusqu’à quel jour peut-on répondre ?</b>
<i>Exemple : 30 novembre</i>`)
	FormEdition = message(`<b>Cela fait-il partie des semaines de la santé mentale {year} ?</b>
Thème : {theme}`)
	FormYes        = button(`Oui`)
	FormNo         = button(`Non`)
	FormPlace      = message(`<b>Où ?</b> Un quartier ou une commune.`)
	FormEverywhere = button(`Partout, ou en ligne`)
	FormVenue      = message(`<b>Dans quel lieu ?</b>
<i>Exemple : centre social Pluriel(le)s</i>`)
	FormAddress = message(`<b>À quelle adresse ?</b>
<i>Exemple : 4 rue du Mûrier</i>`)
	FormThemes    = message(`<b>Quels thèmes ?</b> Touchez tout ce qui convient : seules les personnes que cela intéresse recevront l’annonce.`)
	FormGoOn      = button(`Continuer`)
	FormOrganiser = message(`<b>Qui organise ?</b> Le nom d’une structure.
<i>Exemple : Centre social Pluriel(le)s</i>`)
	FormPartners = message(`<b>Avec quels partenaires ?</b> Séparez les noms par des virgules.
<i>Exemple : CMP du Sanitas, UNAFAM, Ville de Tours</i>`)
	FormFree    = message(`<b>C’est gratuit ?</b>`)
	FormFreeYes = button(`Gratuit`)
	FormFreeNo  = button(`Payant`)
	FormBooking = message(`<b>Faut-il s’inscrire ? Comment ?</b> Passez s’il n’y a pas d’inscription.
<i>Exemple : par téléphone avant le 5 octobre</i>`)
	FormAccess  = message(`<b>C’est accessible ?</b> Touchez tout ce qui convient.`)
	FormContact = message(`<b>Qui contacter ?</b> Un contact de la structure, pas un numéro personnel.
<i>Exemple : 02 47 00 00 00, accueil du centre social</i>`)
	FormURL = message(`<b>Une page à lire ?</b>
<i>Exemple : https://www.exemple.fr/cine-debat</i>`)
	FormPoster     = message(`<b>Une affiche ?</b> Envoyez-la en photo.`)
	FormPosterKept = plain(`une affiche est jointe`)
	FormPosterGot  = message(`🖼 Affiche bien reçue.`)
	FormNoPoster   = button(`Sans affiche`)
	FormNoDownload = message(`Je n’ai pas réussi à prendre cette image. Envoyez-la encore, en photo, de 10 mégaoctets au plus.`)
	FormReach      = message(`<b>À qui l’envoyer ?</b>`)
	FormFitting    = button(`Aux personnes que cela intéresse`)
	FormToAll      = button(`À tout le monde (deux accords)`)
	FormQuit       = button(`Abandonner`)
	FormTapOne     = message(`Touchez une réponse ci-dessous, s’il vous plaît.`)
	FormUntitled   = plain(`sans titre pour l’instant`)
	FormFound      = message(`Vous avez une annonce commencée : <b>{title}</b>.`)
	FormResume     = button(`Continuer`)
	FormRestart    = button(`Recommencer`)
	FormErase      = button(`Effacer le brouillon`)
	FormErased     = message(`Le brouillon est effacé.`)
	FormAside      = message(`D’accord, je mets votre annonce de côté. Vos messages sont de nouveau des questions ; pour la reprendre : /proposer.`)
	FormGone       = message(`Je n’ai plus ce brouillon. Pour commencer une annonce : /proposer.`)
	FormNothing    = message(`Il n’y a rien à annuler. Dites-moi en une phrase ce que cherche la personne.`)
	FormWaits      = message(`Votre annonce attend, rien n’est perdu. Si ces mots étaient bien la réponse à la question, envoyez-les encore.`)
)

// The end of the form.
var (
	PreviewHead = message(`👀 <b>Voici exactement ce qui partira.</b> Dessous, les abonnés auront aussi des boutons : {buttons}.`)
	PreviewSend = button(`Proposer`)
	PreviewFix  = button(`Corriger…`)
	FixWhat     = message(`<b>Que voulez-vous corriger ?</b>`)
	FixHint     = message(`Touchez Corriger… sous le message.`)
	Proposed    = message(`🎉 <b>Merci, c’est proposé.</b> La coordination relit, puis décide. Pour suivre votre annonce : /mes_annonces.`)
)

// formSteps names each question of the form.
var formSteps = map[string]string{
	"kind": "Sujet", "title": "Titre", "what": "Description", "audience": "Public", "dates": "Dates", "deadline": "Date limite",
	"edition": "Semaines de la santé mentale", "quartier": "Quartier", "venue": "Lieu", "address": "Adresse", "themes": "Thèmes",
	"organiser": "Organisateur", "partners": "Partenaires", "free": "Prix", "booking": "Inscription", "access": "Accessibilité",
	"contact": "Contact", "url": "Page à lire", "poster": "Affiche", "reach": "Destinataires",
}

// FormStep is the name of a question of the form.
func FormStep(id string) string { return nameIn(formSteps, id) }

// formTroubles say what is wrong with an answer, and what would be right.
var formTroubles = map[string]string{
	"title":     "Le titre doit tenir sur une ligne, en 120 caractères au plus.",
	"what":      "Il faut quelques phrases, en 700 caractères au plus.",
	"audience":  "C’est trop long : 200 caractères au plus, sur une ligne.",
	"dates":     "Il faut au moins une date à venir.",
	"deadline":  "Il faut un jour à venir.",
	"venue":     "C’est trop long : 200 caractères au plus, sur une ligne.",
	"address":   "C’est trop long : 200 caractères au plus, sur une ligne.",
	"organiser": "Il faut le nom d’une structure, en 200 caractères au plus.",
	"partners":  "Il y a trop de noms, ou l’un d’eux est trop long : 20 noms au plus, séparés par des virgules.",
	"booking":   "C’est trop long : 200 caractères au plus, sur une ligne.",
	"contact":   "Ce contact ne va pas : un téléphone a dix chiffres, ou c’est un numéro court connu (15, 115, 3114). Une adresse va aussi, en 200 caractères au plus.",
	"url":       "Ce n’est pas une adresse de page : elle commence par https://.",
	"poster":    "Je ne peux pas prendre cette image : une photo ou une image au format JPEG ou PNG, de 10 mégaoctets au plus.",
}

// FormTrouble says what is wrong with an answer.
func FormTrouble(field string) string {
	if words, ok := formTroubles[field]; ok {
		return words
	}
	return "Cette réponse ne va pas."
}
