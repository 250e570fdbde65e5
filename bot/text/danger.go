package text

// The danger card.
var (
	DangerCall  = message(`🔴 <b>Appelez le {number} maintenant</b> ({who}).`)
	DangerAny   = message(`🔴 <b>Appelez le 15 ou le 112 maintenant</b> (gratuit, jour et nuit).`)
	DangerChat  = message(`🔴 <b>{who}</b>, maintenant.`)
	DangerText  = message(`🔴 <b>Envoyez un SMS au {number} maintenant</b> ({who}).`)
	DangerMinor = message(`C’est un mineur : le <b>119</b> écoute et conseille, professionnels compris (gratuit, jour et nuit).`)
	DangerDeaf  = message(`Sourd ou impossible de parler : SMS au <b>114</b>.`)
	DangerThen  = message(`<i>Aussi, selon la situation :</i>`)
	DangerLine  = message(`📞 <b>{number}</b> — {who}`)
	CopyNumber  = button(`Copier le {number}`)
	DayAndNight = plain(`jour et nuit`)
	ForThem     = plain(`pour {audience}`)

	DangerSuicide   = message(`Restez avec la personne, écoutez sans juger, éloignez médicaments et objets dangereux. Geste commis ou tout proche : le <b>15</b>.`)
	DangerPartner   = message(`Si c’est maintenant : le <b>17</b>. Mettez-vous à l’abri ensemble, ne prévenez pas l’auteur, ne jouez pas les médiateurs.`)
	DangerChild     = message(`Dites ce que vous avez vu ou entendu, sans enquêter ni prévenir la famille. Si c’est maintenant : le <b>17</b>.`)
	DangerSexual    = message(`Croyez la personne, ne lui faites pas tout raconter. Si c’est récent : être examiné vite, si possible sans se laver ni changer de vêtements.`)
	DangerPoisoning = message(`Restez avec la personne, ne la faites pas vomir, gardez les boîtes pour les secours.`)
	DangerMedical   = message(`Restez avec la personne, dites où vous êtes et ce que vous voyez, ne raccrochez pas avant qu’on vous le dise.`)
	DangerStreet    = message(`Dites où se trouve la personne et si elle est avec des enfants ou malade. Si ça ne répond pas, rappelez. Malaise ou grand froid : le <b>15</b>.`)
	DangerHarassed  = message(`Gardez messages et captures, ne répondez pas à l’auteur. La personne n’y est pour rien : dites-le-lui.`)
	DangerPsychosis = message(`Parlez calmement, sans contredire, à bonne distance, et éloignez ce qui peut blesser. Menace ou violence : le <b>17</b>.`)
	DangerElder     = message(`Notez les faits et les dates, ne confrontez pas la personne en cause. Si c’est maintenant : le <b>17</b>.`)
	DangerOther     = message(`Restez avec la personne, dites où vous êtes et ce que vous voyez.`)

	AloneSuicide = message(`Ne restez pas sans aide : quelqu’un vous répond maintenant, sans vous juger. Éloignez ce qui peut vous blesser, rapprochez-vous d’un proche. Geste déjà fait : le <b>15</b>.`)
	AloneViolent = message(`Ce n’est pas votre faute. Si c’est maintenant : le <b>17</b>, et mettez-vous à l’abri. Vous pouvez effacer cette conversation ensuite.`)
	AloneOther   = message(`Ne restez pas sans aide : quelqu’un vous répond maintenant. Dites où vous êtes et ce qui se passe, restez en ligne.`)
)

// acts says what to do, by kind of danger.
var acts = map[string]Sentence{
	"suicide": DangerSuicide, "violence-couple": DangerPartner, "enfant-danger": DangerChild,
	"violence-sexuelle": DangerSexual, "intoxication": DangerPoisoning, "urgence-medicale": DangerMedical,
	"rue": DangerStreet, "harcelement": DangerHarassed, "psychose": DangerPsychosis,
	"maltraitance-vulnerable": DangerElder,
}

// Act is the one line of what to do in a danger; alone tells that the person
// writing is the one in danger. known is false for a kind without a line of
// its own.
func Act(kind string, alone bool) (line HTML, known bool) {
	s, known := acts[kind]
	if !known {
		s = DangerOther
	}
	switch {
	case alone && kind == "suicide":
		s = AloneSuicide
	case alone && (kind == "violence-couple" || kind == "enfant-danger" || kind == "violence-sexuelle"):
		s = AloneViolent
	case alone && known && kind != "rue" && kind != "harcelement" && kind != "intoxication":
		s = AloneOther
	}
	return s.HTML(), known
}
