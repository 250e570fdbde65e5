package text

// First contact, help, privacy.
var (
	Welcome = message(`👋 Bonjour, je suis <b>Relais</b>. Dites-moi en une phrase ce que cherche la personne que vous accompagnez ; je vous donne la bonne porte près d’ici.
Jamais de nom ni de date de naissance : je n’en ai pas besoin, et je ne garde pas vos mots.`)
	WelcomeExamples = message(`Par exemple :`)
	Example1        = button(`dentiste sans mutuelle, Rives du Cher`)
	Example2        = button(`ado qui va mal, 15 ans`)
	Example3        = button(`douche et repas chaud à Tours`)
	Help            = message(`<b>Écrivez comme vous parlez</b>, je cherche tout de suite : « dentiste sans mutuelle aux Rives du Cher », « ado de 15 ans qui ne sort plus ».

• J’écris ce que j’ai compris : touchez ✕ pour retirer ce qui est faux, <b>Affiner</b> pour préciser.
• Touchez <b>1</b>, <b>2</b> ou <b>3</b> pour la fiche : appeler, carte, partager, <b>J’oriente</b>.
• <b>Rien ne convient</b> ? Dites-le : c’est un besoin sans réponse, et il compte.
• En privé, <b>📍 Ma position</b> cherche près de vous.
• /quartier : dites où vous travaillez, je cherche d’abord près de là.
• /mon_activite : votre mois, et la suite de vos orientations.
• Dans un groupe : /relais suivi de la question. Dans toute conversation : @{bot} suivi de la question.

En danger : le <b>15</b>, le <b>17</b>, le <b>112</b> ; par SMS, le <b>114</b>.`)
	Privacy = message(`<b>Ce que je garde, et ce que je ne garde pas</b>

• <b>Rien sur la personne aidée</b> : ni nom, ni téléphone, ni adresse, ni date de naissance. Ne les écrivez pas.
• <b>Pas vos mots</b> : ils restent chiffrés le temps de la réponse, 24 heures au plus, puis sont effacés.
• <b>Des chiffres</b> : le thème, la tranche d’âge, le quartier, le nombre de réponses, ce que vous en faites (appel, orientation, suite). Pas de phrase.
• <b>Vous</b> : un pseudonyme, jamais votre nom ; la structure et le quartier que vous voulez bien dire ; votre place dans Relais. Si vous demandez le message du lundi, votre conversation, chiffrée.
• <b>Qui lit</b> : les personnes qui coordonnent Relais, en comptes de groupe seulement. Les petits nombres sont arrondis : sous 11, rien ne se distingue de zéro. Personne ne voit ce que vous, vous avez demandé.
• <b>Combien de temps</b> : {months} mois, puis il ne reste que des comptes par mois.
• Photos, messages vocaux, contacts : je ne les ouvre pas et ne les garde pas, sauf l’affiche d’une annonce que vous proposez.

<b>Vos droits</b> : /mes_donnees vous envoie tout ce que je garde sur vous, /effacer l’efface.
Telegram, lui, garde la conversation : vous pouvez l’effacer de votre côté.`)
	PrivacyPage = message(`La page complète : {link}`)
	GroupHello  = message(`👋 Bonjour à tous, je suis <b>Relais</b>. Écrivez /relais suivi de ce que cherche la personne, sans son nom : je donne la bonne porte près d’ici. Le reste du temps, je me tais.`)
	AskInGroup  = message(`Écrivez ce que cherche la personne après la commande, par exemple :
<code>/relais dentiste sans mutuelle, Rives du Cher</code>`)
	UnknownCommand = message(`Je ne connais pas cette commande. Pas besoin de commande, d’ailleurs : dites-moi en une phrase ce que cherche la personne. /aide montre le reste.`)
	UnknownCard    = message(`Je n’ai plus cette fiche. Dites-moi en une phrase ce que cherche la personne, je cherche tout de suite.`)
	Rephrase       = message(`Dites-le autrement, en une phrase : le besoin, l’âge si c’est utile, le quartier.`)
)

// The answer.
var (
	ReadAs          = message(`<i>J’ai lu {pairs}.</i>`)
	ReadPair        = plain(`« {to} » pour « {from} »`)
	ResultTitle     = message(`<b>{rank}. {structure}</b> — {line}`)
	ResultTitleOnly = message(`<b>{rank}. {structure}</b>`)
	NothingFor      = message(`Je n’ai rien trouvé pour {asked}.`)
	NothingForWords = message(`Je n’ai rien trouvé pour « {asked} ». Je connais la santé, la prévention et l’aide sociale autour de Tours.`)
	NotUnderstood   = message(`Je n’ai pas compris « {asked} ». Je connais la santé, la prévention et l’aide sociale autour de Tours.`)
	NothingAdvice   = message(`Retirez un critère, ou dites-le autrement. Sinon, un centre social ou le CCAS saura peut-être.`)
	NotPrecisely    = message(`Je n’ai pas de porte pour ce besoin précis (<b>{besoin}</b>) ; celles-ci peuvent aider à la trouver.`)
	NearestAdvice   = message(`C’est peut-être cela qu’il faut ?`)
	AskedExample    = message(`🔎 <i>{question}</i>`)
	NoWords         = message(`Dites-moi en une phrase ce que cherche la personne : le besoin, l’âge si c’est utile, le quartier.`)
	PageOf          = message(`<i>Réponses {from} à {to} sur {total}</i>`)
	LastPage        = message(`<i>Je n’ai pas d’autre réponse. Affinez, ou dites-moi que rien ne convient.</i>`)
	SearchDown      = message(`Je n’arrive pas à chercher en ce moment. Réessayez dans une minute ; si c’est urgent : le <b>15</b>, le <b>17</b>, ou le <b>115</b> pour un toit. (incident {reference})`)
	Incident        = message(`Quelque chose n’a pas marché de mon côté, et ce n’est pas vous. Réessayez dans une minute. (incident {reference})`)
	IncidentNotice  = notice(`Quelque chose n’a pas marché de mon côté. Réessayez dans une minute. (incident {reference})`)
	MoreButton      = button(`Voir plus ({count})`)
	BeforeButton    = button(`← Précédents`)
	RefineButton    = button(`Affiner`)
	NothingButton   = button(`Rien ne convient`)
	RephraseButton  = button(`Reformuler`)
	NewQuestion     = button(`🔎 Nouvelle question`)
	BackButton      = button(`← Retour`)
	TakeOff         = button(`✕ {facet}`)
	PositionButton  = button(`📍 Ma position`)
	TypeHere        = plain(`Votre question…`)
)

// What is known of a service, piece by piece.
var (
	HoursUnknown  = plain(`horaires inconnus, appelez avant`)
	HoursNoPhone  = plain(`horaires inconnus`)
	ByAppointment = plain(`sur rendez-vous`)
	FreeOfCharge  = plain(`gratuit`)
	VerifiedIn    = plain(`vérifié en {month}`)
	ToConfirmOf   = plain(`⚠️ à confirmer (source de {year})`)
	ToConfirm     = plain(`⚠️ à confirmer`)
	FromAge       = plain(`dès {min} ans`)
	ToAge         = plain(`jusqu’à {max} ans`)
	BetweenAges   = plain(`{min}-{max} ans`)
	ForWhom       = message(`👥 Pour : {audiences}`)
	WeekIs        = message(`🗓 {week}`)
	CostIs        = message(`💶 {cost}`)
	AccessIs      = message(`ℹ️ {access}`)
	MobiliseIs    = message(`➡️ Pour orienter : {how}`)
	MobiliseByIs  = message(`🙋 Qui peut demander : {who}`)
	SourceIs      = message(`📄 Source : {source}`)
	SourceUnnamed = plain(`page lue en ligne`)
	VerifiedIs    = message(`✅ Vérifié en {month} par une personne.`)
	ConfirmIs     = message(`⚠️ <b>À confirmer</b> avant d’envoyer quelqu’un : {why}.`)
	NobodyChecked = plain(`source de {month}, fiabilité {confidence}`)
	UndatedSource = plain(`source sans date, fiabilité {confidence}`)
	AskThem       = message(`❓ À vérifier : {what}`)
)

// The buttons of a card, and what follows them.
var (
	MapButton      = button(`📍 Voir sur la carte`)
	CallButton     = button(`📞 Appeler`)
	CopyButton     = button(`📋 Copier l’adresse`)
	ShareButton    = button(`Partager`)
	ReferralButton = button(`✔️ J’oriente`)
	FlagButton     = button(`Signaler une erreur`)
	Referred       = message(`✔️ <b>C’est noté, merci</b> : une orientation vers {structure}. Rien n’est gardé sur la personne.
{next}`)
	ReferredCall = message(`La suite : appelez avant ({phone}), dites qui vous êtes et ce que cherche la personne, puis donnez-lui l’adresse et l’heure par écrit.`)
	ReferredGo   = message(`La suite : donnez l’adresse par écrit, et proposez d’y aller ensemble si la porte est difficile à pousser.`)
	FlagWhat     = message(`Merci de veiller sur l’annuaire. <b>Qu’est-ce qui est faux</b> sur la fiche « {structure} » ?`)
	FlagPhone    = button(`Le téléphone`)
	FlagAddress  = button(`L’adresse`)
	FlagHours    = button(`Les horaires`)
	FlagClosed   = button(`Ce lieu a fermé`)
	FlagOther    = button(`Autre chose`)
	Flagged      = notice(`Merci, c’est signalé : la fiche sera vérifiée.`)
)

// Refining.
var (
	RefineWhat     = message(`<b>Que voulez-vous préciser ?</b>`)
	RefineTheme    = button(`Le thème`)
	RefineAudience = button(`Le public`)
	RefinePlace    = button(`Le lieu`)
	OnlyFree       = button(`Gratuit seulement`)
	WhichTheme     = message(`<b>Quel thème ?</b>`)
	WhichAudience  = message(`<b>Pour qui ?</b>`)
	WhichPlace     = message(`<b>Où ?</b> Un quartier ou une commune.`)
	OrPosition     = message(`Ou touchez <b>📍 Ma position</b>, en bas.`)
	WhatNearHere   = message(`📍 Bien reçu. Que cherche la personne, près d’ici ? Écrivez-le en une phrase.`)
	NearHere       = plain(`près d’ici`)
	FacetExcept    = plain(`sauf {what}`)
)

// Where an operator usually works.
var (
	WhichHome     = message(`<b>Où travaillez-vous d’habitude ?</b> Quand la question ne dit pas de lieu, je cherche d’abord près de là.`)
	NoHome        = button(`Aucun`)
	HomeNoted     = message(`C’est noté : <b>{place}</b>. Sans autre lieu, je cherche d’abord là.`)
	HomeForgotten = message(`C’est noté : vous n’avez pas de quartier habituel. Sans autre lieu, je cherche autour de Tours.`)
)

// Nothing fits.
var (
	WhyNothing = message(`Merci, c’est utile : ça devient un besoin sans réponse dans le bilan. <b>Pourquoi ?</b>`)
	UnmetNoted = message(`Merci, c’est noté : <b>{reason}</b>. Ce besoin comptera dans le bilan.
Une autre idée ? Dites-le autrement, ou revenez aux réponses.`)
	Missing       = button(`N’existe pas ici`)
	NotEligible   = button(`Pas éligible`)
	Full          = button(`Complet, liste d’attente`)
	ClosedDown    = button(`Fermé`)
	TooFar        = button(`Trop loin`)
	TooExpensive  = button(`Trop cher`)
	Language      = button(`Langue`)
	OpeningTimes  = button(`Horaires`)
	MissingPapers = button(`Papiers manquants`)
	Refused       = button(`La personne refuse`)
	OffTopic      = button(`Réponse hors sujet`)
	OtherReason   = button(`Autre`)
)

// Courtesy.
var (
	HelloBack = message(`👋 Bonjour ! Dites-moi en une phrase ce que cherche la personne que vous accompagnez.`)
	AnyTime   = message(`Avec plaisir. Je suis là pour la prochaine.`)
)

// Buttons that no longer answer, and other people's.
var (
	Stale      = notice(`Cette réponse a plus de 24 heures : je n’en ai plus les mots. Reposez la question, je cherche tout de suite.`)
	StaleAgain = message(`Ce bouton ne répond plus : je ne garde pas vos mots plus de 24 heures. Reposez la question en une phrase, je cherche tout de suite.`)
	Foreign    = notice(`C’est la recherche d’une autre personne : vous pouvez lire les fiches, pas la changer. Pour la vôtre : /relais suivi de votre question.`)
)

// What is not text.
var (
	GotPhoto    = message(`Je ne lis pas les images, et je n’ai pas gardé celle-ci. Écrivez-moi en une phrase ce que cherche la personne.`)
	GotDocument = message(`Je n’ouvre pas les documents, et je n’ai pas gardé celui-ci. Écrivez-moi en une phrase ce que cherche la personne, sans son nom.`)
	GotContact  = message(`Je n’ai pas besoin de contact, et je n’ai pas gardé celui-ci. Écrivez-moi en une phrase ce que cherche la personne, sans son nom.`)
	GotVoice    = message(`Je n’écoute pas encore les messages vocaux, et je n’ai pas gardé celui-ci. Écrivez la même chose en une phrase : je cherche tout de suite.`)
	GotVideo    = message(`Je ne regarde pas les vidéos, et je n’ai pas gardé celle-ci. Écrivez-moi en une phrase ce que cherche la personne.`)
	GotSticker  = message(`🙂 Merci. Dites-moi en une phrase ce que cherche la personne, et je cherche.`)
	GotPoll     = message(`Je ne réponds pas aux sondages. Écrivez-moi en une phrase ce que cherche la personne.`)
	GotOther    = message(`Je ne sais lire que du texte et une position. Écrivez-moi en une phrase ce que cherche la personne.`)
)

// Inline mode.
var (
	InlineHint     = plain(`Écrivez ce que cherche la personne`)
	InlineHintMore = plain(`par exemple : dentiste Sanitas`)
	InlineHow      = message(`Pour trouver une porte près d’ici, écrivez <code>@{bot} dentiste Sanitas</code> dans n’importe quelle conversation, ou parlez-moi en privé.`)
	InlineNothing  = plain(`Rien trouvé`)
	InlineReword   = plain(`Dites-le autrement, ou parlez-moi en privé`)
	InlineDanger   = plain(`🔴 Appelez le {number} maintenant`)
)

// Commands and profile, as @BotFather would set them.
var (
	CommandHelp    = plain(`Comment me parler`)
	CommandAsk     = plain(`Poser une question`)
	CommandHome    = plain(`Où je travaille d’habitude`)
	CommandPrivacy = plain(`Ce que je garde, ce que je ne garde pas`)
	CommandStart   = plain(`Recommencer du début`)
	About          = plain(`Une phrase, et la bonne porte près d’ici : santé, prévention, aide sociale autour de Tours.`)
	Description    = profile(`Pour celles et ceux qui accompagnent les habitants : travailleurs sociaux, médiateurs, gardiens, enseignants.
Dites en une phrase ce que cherche la personne ; Relais donne la bonne porte près d’ici, avec le téléphone et ce qui est sûr ou à confirmer.
Jamais de nom ni de date de naissance : vos mots ne sont pas gardés.`)
)
