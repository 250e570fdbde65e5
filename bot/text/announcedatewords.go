package text

// Why dates could not be read.
var (
	WhenNone       = message(`Je n’ai pas trouvé de date.`)
	WhenMany       = message(`C’est trop de dates pour une seule annonce : 60 au plus.`)
	WhenUnknown    = message(`Je n’ai pas compris « {what} ».`)
	WhenWhichDay   = message(`J’ai lu une heure, mais pas le jour.`)
	WhenWhichMonth = message(`Le {what}, de quel mois ?`)
	WhenNoDay      = message(`Le {what} n’existe pas.`)
	WhenWeekday    = message(`Attention au jour de la semaine : c’est le {what}.`)
	WhenOrder      = message(`Je n’ai pas compris de quand à quand.`)
	WhenPast       = message(`C’est déjà passé : {what}.`)
)
