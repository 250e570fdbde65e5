package text

// What is said on a terminal: errors, questions to the person who installs.
var (
	Usage               = terminal("Je ne comprends pas cette commande : {problem}\nTapez « relais --help » pour la liste.")
	Failed              = terminal("Cela n’a pas marché : {detail}")
	TokenMissing        = terminal("Il me faut le jeton du robot, que @BotFather donne : RELAIS_TELEGRAM_TOKEN=… relais serve\nPour essayer sans compte : relais demo")
	TokenRefused        = terminal("Telegram refuse ce jeton. Copiez-le à nouveau depuis @BotFather (commande /token) dans RELAIS_TELEGRAM_TOKEN.")
	TelegramUnreachable = terminal("Telegram ne répond pas. Vérifiez la connexion, ou l’adresse RELAIS_TELEGRAM_URL. ({detail})")
	DatabaseMissing     = terminal("Dites-moi où ranger les données : RELAIS_DATABASE=un/dossier, ou postgres://… pour PostgreSQL.")
	DatabaseUnreachable = terminal("La base de données ne répond pas. Vérifiez RELAIS_DATABASE et que PostgreSQL tourne. ({detail})")
	SecretShort         = terminal("RELAIS_SECRET est trop court : il faut au moins {least} caractères au hasard, par exemple ceux de « openssl rand -hex 32 ».")
	SecretMissing       = terminal("Il me faut un secret pour protéger les identités : mettez dans RELAIS_SECRET le résultat de « openssl rand -hex 32 », et gardez-le hors de la base.")
	SecretMade          = terminal("Secret créé dans {file}. Gardez-en une copie ailleurs : sans lui, les pseudonymes ne se retrouvent pas.")
	PortTaken           = terminal("Cette adresse est déjà prise : choisissez-en une autre avec RELAIS_LISTEN. ({detail})")
	NoPermission        = terminal("Je n’ai pas le droit d’écrire ou de lire ici. ({detail})")
	DemoReady           = terminal("Relais est prêt. Ouvrez cette page dans votre navigateur :\n\n{url}\n\nRien n’est gardé : tout s’efface quand vous arrêtez (Ctrl+C).")
	ImportDone          = terminal("{added}, {changed}, {unchanged}, {archived}.")
	ImportDryRun        = terminal("Essai à blanc, rien n’a été changé. Il y aurait :")
	ImportWrong         = terminal("{problems}.")
	ImportNothing       = terminal("Donnez-moi au moins un fichier, --starter pour le répertoire de Tours, ou --template pour un tableau vide.")
	ImportReading       = terminal("Lecture")
	TemplateWritten     = terminal("Tableau vide écrit dans {file}. Remplissez-le, puis : relais import {file}")
	DateWrong           = terminal("« {value} » n’est pas une date : écrivez-la comme 2026-03-31.")
	MomentWrong         = terminal("« {value} » n’est pas un moment : écrivez-le comme 2026-11-23T10:00.")
	NearWrong           = terminal("« {value} » n’est pas une position : écrivez-la comme 47.3815,0.6995.")
	BackupDone          = terminal("Copie écrite dans {file}. Le secret (RELAIS_SECRET) n’y est pas : gardez-le à part.")
	BackupPostgres      = terminal("Pour PostgreSQL, utilisez son outil : pg_dump.")
	BackupExists        = terminal("{file} existe déjà : choisissez un autre nom.")
	ReportSummary       = terminal("Du {from} au {to} : {questions}, {operators}, {intents}, {unmet}.")
	NoAnswer            = terminal("Je n’ai rien trouvé.")
	AskDanger           = terminal("DANGER : appelez le {number} ({name})")
	CheckFine           = terminal("Tout est en ordre : le robot peut tourner.")
	CheckBlocked        = terminal("Le robot ne peut pas tourner : voir ✗ plus haut.")
	CheckToken          = terminal("Jeton Telegram accepté : @{username}")
	CheckTokenMissing   = terminal("Pas de jeton : le robot ne peut pas tourner (RELAIS_TELEGRAM_TOKEN).")
	CheckDatabase       = terminal("Base de données ouverte ({engine})")
	CheckNoDatabase     = terminal("Pas de base de données : RELAIS_DATABASE n’est pas réglé. Le répertoire de Tours est examiné à la place.")
	CheckSecret         = terminal("Secret présent, {length} caractères")
	CheckServices       = terminal("Répertoire : {services}")
	CheckEmpty          = terminal("Le répertoire est vide : relais import --starter, ou relais import FICHIER.")
	CheckConfirmed      = terminal("{confirmed} vérifiés par une personne ; {unconfirmed} à confirmer")
	CheckHelplines      = terminal("{count} lues de mémoire ou dans du code, à relire avant un vrai lancement : {numbers}")
	CheckDead           = terminal("{count} que je n’ai pas réussi à traiter (genre et erreur gardés, pas les mots)")
	CheckDoubts         = terminal("{count} dans les fiches :")
	CheckMore           = terminal("… et {count} (--all pour tout voir)")

	DoubtNoContact   = terminal("ni téléphone, ni adresse, ni courriel")
	DoubtNoTheme     = terminal("aucun thème")
	DoubtOld         = terminal("source de {year}")
	DoubtPostcode    = terminal("le code postal {postcode} n’est pas celui de {commune}")
	DoubtFar         = terminal("la position est à {distance} de {commune}")
	DoubtDistrict    = terminal("le code postal {postcode} ne va pas avec la position")
	DoubtPhone       = terminal("le numéro {phone} n’est pas un numéro de la région")
	DoubtPhoneBad    = terminal("« {phone} » n’est pas un numéro de téléphone")
	DoubtSharedPhone = terminal("même numéro que {others}")
	DoubtHours       = terminal("horaires illisibles : « {hours} »")
	DoubtToVerify    = terminal("à vérifier : {question}")
)

// inTerminal is a line of a terminal: long, plain.
var inTerminal = kind{"terminal", false, 400}

func terminal(words string) Sentence { return Sentence{words, inTerminal} }

// Count is n things: "1 service", "1 250 services", "aucun" staying "0".
func Count(n int, one, many string) string { return Number(n) + nbsp + Plural(n, one, many) }
