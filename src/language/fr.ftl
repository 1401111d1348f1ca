# Les mots d'aftercare en français, avec « vous ». Les mêmes clés que dans en.ftl, dans le
# même ordre.
# Devant « : ; ? ! » se trouve une espace insécable (U+00A0).

## Dates

date-long = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-short = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-long-day = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
date-short-day = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }

## Whom to ask

contact-practitioner = votre spécialiste
contact-doctor = votre médecin
contact-specialist = votre spécialiste
contact-questions = Questions sur les soins :
contact-worried = Un souci de santé :
contact-signs = Signes d'alerte : aftercare warning-signs
ask = demandez à : { $whom }
ask-specialist = demandez à votre spécialiste

## Under every view that could be taken for advice

footer =
    Ce programme ne fait que rappeler ; ce n'est pas un avis médical. Les consignes de votre
    spécialiste passent avant tout.

## warning-signs

signs-look = Un souci avec l'aspect, une démangeaison ou un produit ?
signs-look-call = Appelez : { $whom }.
signs-worse =
    Cela empire au lieu de s'améliorer ? Rougeur qui s'étend, douleur plus forte, chaleur,
    gonflement, pus ou fièvre ?
signs-worse-call = Appelez aujourd'hui même : { $whom }.
signs-emergency =
    Du mal à respirer, le visage ou la gorge gonflés, ou vous vous sentez très mal ?
signs-emergency-call = Appelez tout de suite le numéro d'urgence de votre pays.
signs-skin =
    Sur une peau brune ou noire, la rougeur se voit mal. Cherchez aussi la chaleur, le gonflement
    et la douleur.

## Moments

moment = { $day } à { $time }
moment-at = à { $time }
moment-on = le { $day } à { $time }
moment-today = aujourd'hui à { $time }

## Release notices

release-allowed = { $what } est permis
release-day = Jour { $day } : { $text }
release-more = { $count ->
        [one] { $first }, et 1 autre
       *[other] { $first }, et { $count } autres
    }
release-also = Aussi : { $texts }
release-discreet = Il y a du nouveau dans votre plan aujourd'hui

## Notifications

notice-discreet = Rappel
notice-done = Fait
notice-later = Plus tard
notice-skip = Sauter
notice-more = { $count ->
        [one] Encore un rappel en attente
       *[other] Encore { $count } rappels en attente
    }
notice-more-shown = { $count ->
        [one] Il a déjà été affiché.
       *[other] Certains ont déjà été affichés.
    }
notice-more-see = { $count ->
        [one] Pour le voir : aftercare today
       *[other] Pour les voir : aftercare today
    }
notice-running = Aftercare est en marche
notice-next = Ensuite : { $when }. { $text }
notice-no-session = Votre plan n'a pas encore de date de séance, donc rien n'est prévu.
notice-nothing-more = Plus rien n'est prévu.
notice-shown-before = Déjà affiché : { $when }.
notice-answer = Pour répondre : aftercare done { $id } (ou later, ou skip)
notice-answer-today = Pour répondre : aftercare today
notice-mistake = Votre fichier de plan contient une erreur
notice-kept = Votre dernier bon plan reste en vigueur.
notice-no-plan = Aucun plan n'est encore en vigueur, donc rien n'est prévu.
notice-see-check = Pour en savoir plus : aftercare check
notice-history = Votre historique n'a pas pu être lu
notice-history-kept = Il a été gardé sous { $name }. Les rappels continuent selon votre plan.
notice-safe-mode = Aftercare est en mode sans échec
notice-safe-mode-why = Il a planté trois fois en une minute. Votre dernier bon plan est en vigueur.
notice-see-status = Pour en savoir plus : aftercare status

## What every view says

title = Plan de récupération
until-then = D'ici là : { $text }
labelled = { $what } : { $text }
day-none = Le plan n'a pas de séance
day-before = Jour { $day }, avant la première séance
day-after = Jour { $day }, après la séance { $number } sur { $of }
day = Jour { $day }
day-within = jour { $day }
quiet-drop = non affiché : heures calmes
quiet-until = heures calmes jusqu'à { $time }
nothing-no-session = Rien n'est prévu : le plan n'a pas de séance. Ajoutez une ligne comme :
nothing-then = Rien n'est prévu pendant ce temps.

## export --ics

ics-reminders = Rappels
ics-session = Séance { $number }
ics-appointment = Rendez-vous
ics-not-yet = Pas encore : { $what }
ics-not-yet-count = { $count ->
        [one] Pas encore : { $count } chose
       *[other] Pas encore : { $count } choses
    }
ics-ask = Demandez à : { $whom }.
ics-ask-specialist = Demandez à votre spécialiste.
ics-goes-on = Ce calendrier s'arrête ici. Ce qui n'est pas encore permis peut continuer.
ics-plan-goes-on = Ce calendrier s'arrête ici. Votre plan peut continuer.
ics-see-today = Pour en savoir plus : aftercare today

## How a reminder stands

state-planned = prévu
state-due = en attente
state-shown = affiché
state-done = fait
state-skipped = sauté
state-unanswered = sans réponse
state-missed = non affiché
state-withdrawn = retiré
state-noted = signalé
state-unrecorded = sans trace
state-unanswered-today = pas noté, ce n'est pas grave
state-at = { $state } à { $time }

## history

history-nothing = Rien n'est encore arrivé à échéance.
history-moved = L'historique n'a pas pu être lu. Il a été gardé sous { $name }.

## today

today-allowed = Permis à partir d'aujourd'hui
today-not-yet = Pas encore
today-tasks = À faire
today-notes = À savoir
today-next = Ensuite :
today-phase = Phase :
today-no-session = Le plan n'a pas de séance, donc rien n'est prévu.
today-add-line = Ajoutez une ligne comme :
today-shifted = Décalé : tout ce qui suit le jour { $day } arrive { $later }
today-next-session = Prochaine séance : { $date }, { $away }
today-tomorrow = demain
today-in-days = { $count ->
        [one] dans { $count } jour
       *[other] dans { $count } jours
    }
today-paused = Les rappels sont en pause jusqu'au { $until }.
today-end-pause = Pour y mettre fin : aftercare resume
today-muted = { $id } est muet.
today-end-mute = Pour y mettre fin : aftercare resume { $id }
today-until = pas avant le { $date }
today-until-ask = pas avant le { $date } ; demandez à : { $whom }

## Answers to what a person says

reply-done = { $id } : fait, pour le { $date }.
reply-skipped = { $id } : sauté, pour le { $date }. Ce n'est pas grave.
reply-later = { $id } : la question vous sera reposée { $until }.
reply-already = { $id } : était déjà { $state }.
reply-not-due = { $id } : rien n'est encore arrivé à échéance ; voir : aftercare next
reply-nothing-open = { $id } : rien n'est ouvert qui puisse être redemandé
reply-only-a-note = { $id } est une note ; il n'y a rien à répondre
reply-until = jusqu'au { $moment }
reply-until-resumed = jusqu'à ce que vous le repreniez
reply-paused =
    En pause { $until }. Ce qui arrive à échéance attend, et sera affiché ensuite s'il n'est pas
    trop tard.
reply-muted =
    { $id } : muet { $until }. Pour recevoir de nouveau ce rappel : aftercare resume { $id }
reply-resumed = Les rappels reprennent.
reply-was-not-paused = Il n'y avait pas de pause.
reply-resumed-reminder = { $id } : les rappels reprennent.
reply-was-not-muted = { $id } : n'était pas muet.
reply-unknown-near = le plan n'a pas de rappel `{ $id }` ; vouliez-vous dire `{ $others }` ?
reply-unknown-none = le plan n'a pas de rappel `{ $id }`, ni aucun autre
reply-unknown = le plan n'a pas de rappel `{ $id }` ; il a : { $others }
reply-not-saved = Ce n'est pas encore enregistré ; voir : aftercare status
reply-nothing = cela n'a rien donné

## session

sessions = Séances
sessions-none = Aucune séance n'est prévue, donc rien n'est programmé.
session-done = faite
session-cancelled = annulée
session-added = Ajoutée : { $date }.
session-tables =
    Une liste de dates ne peut pas en dire plus, donc chaque séance est maintenant une
    table [[session]].
session-moved = Déplacée : { $from } est maintenant { $to }.
session-is-cancelled = Annulée : { $date }.
session-taken-out = La date est retirée de la liste.
session-stays = Elle reste dans le plan, et ne compte plus.
session-shifts-too = Ses décalages sont retirés aussi.

## shift

shift-later = { $count ->
        [one] { $count } jour plus tard
       *[other] { $count } jours plus tard
    }
shift-earlier = { $count ->
        [one] { $count } jour plus tôt
       *[other] { $count } jours plus tôt
    }
shift-phases = Phases
shift-allowed = Permis de nouveau
shift-not-before-next = pas avant la prochaine séance
shift-from = à partir du { $from }
shift-from-to = du { $from } au { $to }
shift-until-next = du { $from } jusqu'à la prochaine séance
shift-is-allowed = permis
shift-open-end = sans date de fin
shift-reminders = { $count ->
        [one] { $count } rappel suit.
       *[other] { $count } rappels suivent.
    }
shift-phase-held = { $count ->
        [one] { $phase } dure { $count } jour de plus
       *[other] { $phase } dure { $count } jours de plus
    }
shift-day-held = { $count ->
        [one] le jour { $day } dure { $count } jour de plus
       *[other] le jour { $day } dure { $count } jours de plus
    }
shift-hurried = { $count ->
        [one] tout ce qui suit le jour { $day } arrive { $count } jour plus tôt
       *[other] tout ce qui suit le jour { $day } arrive { $count } jours plus tôt
    }
shift-taken-back = Annulé : { $what }.
shift-undo = Pour l'annuler : aftercare shift --undo
shift-caution = Seulement si votre spécialiste est d'accord.
shift-nothing = cela ne déplace rien : après ce jour, rien dans le plan ne commence ni ne finit
shift-too-early = il n'y a encore rien à décaler : la première séance est le { $date }
shift-another-date = Pour lui donner une autre date : aftercare session move { $iso } { $word }
shift-no-session = il n'y a encore rien à décaler : le plan n'a pas de séance
shift-add-session = Pour en ajouter une : aftercare session add { $word }

## may

may-empty = dites ce que vous voulez faire, par exemple : aftercare may laver
may-negated =
    avec `{ $word }`, un oui pourrait être pris pour un non ; demandez la chose elle-même, par
    exemple : aftercare may laver
may-other-date =
    Vous avez écrit `{ $word }`. Cette réponse ne vaut que pour le { $date }. Pour une autre date,
    ajoutez-la : --date tomorrow
may-sign-warning =
    Vous avez écrit `{ $word }`. Un plan ne peut pas en juger. Quand appeler quelqu'un : aftercare
    warning-signs
may-sign-look =
    Vous avez écrit `{ $word }`. Un plan ne peut pas voir votre peau. Demandez à : { $whom }. Si
    cela empire au lieu de s'améliorer, appelez : aftercare warning-signs
may-taken-for = Compris comme : { $word }
may-perhaps = Si vous vouliez dire { $word }, demandez : aftercare may { $word }
may-yes = oui
may-yes-if = oui, si vous respectez ceci : { $then }
may-yes-if-all = oui, si vous respectez tout ceci :
may-not-yet = pas encore, à partir du { $date }
may-silent = le plan ne le dit pas
may-silent-ask = le plan ne le dit pas. Demandez à : { $whom }.
may-why = Pourquoi : { $text }
may-then = Ensuite : { $text }
may-in-doubt = Dans le doute, demandez à : { $whom }
may-closes = À partir du { $date }, ce n'est pas permis
may-notes = Votre plan note pour ce jour : { $text }
may-rest = Le reste : pas encore, à partir du { $date }

## explain

explain-entry = { $kind ->
        [reminder] Le rappel { $id }
        [restriction] La restriction { $id }
       *[phase] La phase { $id }
    }
explain-today = Aujourd'hui, { $date }
explain-next = Ensuite
explain-nothing = plus rien ne vient
explain-usual = Non dit, donc ceci vaut
explain-line = ligne { $line }
explain-until = jusqu'au { $day } { $time }
explain-paused = tout est en pause{ $until } ; pour y mettre fin : aftercare resume
explain-muted = il est muet{ $until } ; pour y mettre fin : aftercare resume { $id }
explain-open = ce n'est pas fermé
explain-closed-until = c'est fermé, et libre à partir du { $date }
explain-closed = c'est fermé, et le plan ne donne pas de fin ; { $ask }
explain-closes = fermé à partir du { $date }
explain-frees = libre à partir du { $date }
explain-this-phase = c'est cette phase
explain-other-phase = c'est une autre phase
explain-begins = commence le { $date }
explain-ends = est finie à partir du { $date }
explain-switched-off = il est désactivé (enabled = false)
explain-no-session = le plan n'a pas de séance
explain-before-first = il commence avec la première séance, le { $date }
explain-waits-for-last = il compte à partir de la dernière séance, qui est le { $date }
explain-other-days = il est pour d'autres jours de récupération ; c'est le jour { $day }
explain-pauses = il est suspendu tant que « { $label } » est fermé
explain-other-dates = son expression cron omet cette date
explain-no-sunset = le soleil ne se couche pas à cette date
explain-no-sunrise = le soleil ne se lève pas à cette date
explain-no-time = aucune heure de « { $id } » ne tombe à cette date

## timeline

timeline-range = Du { $from } au { $to }
timeline-today = Aujourd'hui : { $date }. { $day }
timeline-session = Séance { $number } : { $date }
timeline-sessions = Séances
timeline-mondays = Lundis
timeline-not-yet = PAS ENCORE
timeline-tasks = À FAIRE
timeline-done = Fait ce jour-là
timeline-nothing = Rien n'est fermé ni prévu pendant ce temps.
timeline-marks = Signes, une colonne par jour :
timeline-mark-today = aujourd'hui
timeline-mark-closed = pas encore
timeline-mark-open-end = pas encore, jusqu'à ce que quelqu'un dise la fin
timeline-mark-open = attend une réponse
timeline-mark-late = fait plus tard
timeline-mark-unanswered = pas noté

## status

status-running = Le service est en marche.
status-not-running =
    Le service n'est pas en marche. Pour le démarrer : systemctl --user start aftercare, ou :
    aftercare run
status-no-answer = Le service est en marche, mais il ne répond pas.
status-plan = plan
status-zone = fuseau
status-day = jour
status-next = ensuite
status-open = ouvert
status-shown-on = affiché sur
status-paused = en pause
status-muted = muet
status-waiting = attente
status-plan-problem = erreur
status-history = historique
status-old-history = vieil historique
status-changes = changements
status-safe-mode = sans échec
status-confinement = protection
status-day-none = aucun
status-open-nothing = rien
status-nowhere = nulle part encore : attend un serveur de notifications
status-terminal = le terminal du service : il n'y a pas de bus de session
status-desktop = le bureau
status-everything = tout
status-ends = se termine { $when }, ou avec : aftercare resume{ $id }
status-ends-with = se termine avec : aftercare resume{ $id }
status-waits-for = { $reason ->
        [locked] l'écran est verrouillé
       *[inhibited] le bureau n'affiche pas de notifications (ne pas déranger)
    }
status-last-plan = Le dernier bon plan est en vigueur.
status-no-plan = Aucun plan n'est en vigueur.
status-see-check = Voir : aftercare check
status-not-kept = n'est pas gardé : { $why }
status-kept-aside = illisible ; il est gardé sous
status-delete-it = Supprimez-le quand vous n'en avez plus besoin. Ou bien : aftercare forget
status-go-on = Les rappels continuent.
status-history-trouble = { $trouble ->
        [full] le disque est plein
        [read-only] son fichier ou son disque est en lecture seule
        [locked] un autre programme le retient
        [closed] son fichier ou son dossier ne peut pas être ouvert
        [failing] le disque signale des erreurs
        [damaged] son fichier est abîmé
       *[other] { $why }
    }
status-history-advice = { $trouble ->
        [full] Libérez de la place ; le reste va tout seul.
        [read-only] Rendez-le modifiable. Pour voir où il est : aftercare paths
        [locked] Fermez ce qui l'a ouvert. Pour voir où il est : aftercare paths
        [closed] Il doit exister et vous appartenir. Pour voir où il est : aftercare paths
        [failing] Copiez vos fichiers sur un autre disque et faites vérifier celui-ci.
        [damaged] Ceci le met de côté et recommence : systemctl --user restart aftercare
       *[other] Pour voir où il est : aftercare paths
    }
status-deaf = du plan non remarqués : { $why }
status-reload = Après un changement : systemctl --user reload aftercare
status-crashed = Il a planté trois fois en une minute. Votre dernier bon plan est en vigueur.
status-tried-again = Le fichier du plan sera réessayé dans dix minutes.
status-try-now = Pour l'essayer maintenant : systemctl --user reload aftercare
status-landlock = Landlock { $extent } (version { $version }{ $problem })
status-kernel = filtre d'appels système : { $filter } ; nouveaux droits : { $privileges }
status-nothing-more = plus rien de prévu
status-brief = Ensuite : { $next }.
status-line-open = { $count ->
        [one] { $count } ouvert.
       *[other] { $count } ouverts.
    }
status-line-mistake = Le fichier du plan contient une erreur ; le dernier bon plan est en vigueur.
status-line-no-plan = Le fichier du plan contient une erreur ; aucun plan n'est en vigueur.
status-line-history = L'historique n'est pas gardé.
status-line-waiting = Attend un serveur de notifications.
status-line-deaf = Les changements du plan demandent un rechargement.
status-line-safe-mode = Mode sans échec : le dernier bon plan est en vigueur.
status-extent = { $word ->
        [full] complet
        [partial] partiel
       *[none] aucun
    }
status-filter = { $word ->
        [filter] oui
        [strict] strict
        [off] non
       *[unknown] inconnu
    }
status-privileges = { $word ->
        [none] aucun
        [possible] possibles
       *[unknown] inconnu
    }
status-held = { $what } ; { $end }

## export

export-wrote = Écrit dans { $file } : { $what }
export-events = { $count ->
        [one] { $count } événement, jusqu'au { $until }.
       *[other] { $count } événements, jusqu'au { $until }.
    }
export-phone = Ouvrez-le sur votre téléphone. Google Agenda ignore les alarmes.
export-reminders = { $count ->
        [one] { $count } rappel.
       *[other] { $count } rappels.
    }

## Questions with yes or no

answer-yes = o
answer-no = n
answer-yes-is-usual = [O/n]
answer-no-is-usual = [o/N]

## forget

forget-question = Effacer l'historique de ce que vous avez fait ? Il ne pourra pas être récupéré.
forget-nobody = il n'y a personne à qui demander s'il faut effacer l'historique : ajoutez --yes
forget-nothing = Rien n'a été effacé.
forget-none = Il n'y a pas d'historique.
forget-erased = L'historique est effacé.
forget-out-of-reach =
    Hors d'atteinte : votre fichier de plan, les bilans, ce que vous avez exporté, les sauvegardes
    de cet ordinateur, la liste d'anciennes notifications que votre bureau garde peut-être, et le
    journal du système, qui n'a que des noms et des résultats.

## run

run-running = aftercare est en marche avec { $plan }.
run-stop = Pour l'arrêter : Ctrl+C
run-waits = Aucun serveur de notifications ne répond encore. Les rappels l'attendent.
run-no-bus = Il n'y a pas de bus de session ({ $why }).
run-printed-here = Les rappels s'affichent ici jusqu'à ce qu'il y en ait un.
run-in-force = Le plan est en vigueur.
run-mistake = Il y a une erreur : { $place }. Pour la voir : aftercare check
run-kept = Le dernier bon plan reste en vigueur.

## rehearse

rehearse-mark = Essai : { $text }
rehearse-day = Essai, jour { $day } : { $text }
rehearse-over = Essai : c'est fini
rehearse-nothing-recorded = Rien n'a été enregistré.
rehearse-is-over = L'essai est fini. Rien n'a été enregistré.
rehearse-no-session =
    le plan n'a pas de séance à partir de laquelle compter ; pour l'essayer avec une : aftercare
    rehearse --session today

## edit

edit-earlier = Une modification précédente n'a pas été enregistrée ; son texte est dans { $file }
edit-compare = Comparez-le avec votre plan, puis supprimez-le.
edit-saved = Enregistré.
edit-thrown = Abandonné. Le plan est comme avant.
edit-kept = Votre texte est gardé dans { $file }
edit-perhaps-kept = Votre texte est peut-être dans { $file }
edit-unchanged = Rien n'a été changé.
edit-still-open = Si votre éditeur est encore ouvert, fermez-le ; le plan ne reçoit pas son texte.
edit-waits =
    Puis mettez dans EDITOR un éditeur qui attend, par exemple : export EDITOR='code --wait'
edit-not-saved = Le plan n'a pas été enregistré ; l'ancien reste en vigueur.
edit-question =
    Un plan avec des erreurs n'est pas enregistré. [m]odifier encore, [g]arder le texte à part, ou
    l'[a]bandonner ?
edit-letter-again = m
edit-letter-keep = g
edit-letter-throw = a
edit-no-editor =
    aucun éditeur n'a été trouvé ; mettez dans EDITOR le nom du vôtre, par exemple EDITOR=nano

## init

init-there-already = il y a déjà un plan, et il reste tel quel : { $file }
init-change = Pour le changer : aftercare edit
init-your-plan = Votre plan est { $file }
init-no-answer = il n'y a pas eu de réponse, donc rien n'a été écrit
init-wake = À quelle heure commence votre journée ?
init-sleep = À quelle heure finit-elle ?
init-session = La date de votre séance, par exemple 2026-11-20
init-nobody = il n'y a personne à qui demander la date : donnez-la, avec --session 2026-11-20
init-template = Quel modèle ? Il y a { $names }
init-not-written = Rien n'a été écrit.
init-no-help = Les éditeurs n'ont pas d'aide : { $why }
init-reaches = Aftercare peut vous joindre ici
init-looks-like = Voici à quoi ressemble un rappel.
init-shown = Une notification d'essai est maintenant sur votre écran.
init-not-shown =
    Aucune notification ne peut s'afficher ici pour le moment. Les rappels attendent que ce soit
    possible.
init-run-plan = Pour recevoir les rappels : aftercare run --plan { $file }
init-run = Pour recevoir les rappels, démarrez-le : aftercare run
init-start = Le démarrer maintenant, et à chaque connexion ?
init-runs =
    Il est en marche, et démarre à chaque connexion. Pour voir comment il va : aftercare status
init-not-started = Le service n'a pas pu être démarré : { $why }

## The person's own plan

plan-taken-over = Le service s'en charge de lui-même.
plan-none = Il n'y a pas encore de plan ; il serait { $file }
plan-make = Pour en créer un : aftercare init
plan-try = Pour essayer celui qui est fourni : aftercare run --session today
plan-last-good =
    Ceci est le dernier bon plan, qui reste en vigueur. Pour voir ce qui ne va pas : aftercare
    check
plan-has-mistake = Le plan contient déjà une erreur, donc il reste tel quel.
plan-mend = Corrigez-la d'abord : aftercare edit
plan-would-have-mistake =
    Avec ce changement le plan contiendrait une erreur, donc il reste comme avant.
plan-none-at = Il n'y a pas encore de plan dans { $file }.

## report

report-kind-report = Bilan
report-kind-plan = Plan
report-trouble-plan =
    Le fichier du plan contient une erreur ({ $place } : { $message }). Cette page suit le dernier
    plan sans erreur.
report-trouble-history =
    L'historique ne peut pas être lu ; cette page ne dit donc pas ce qui a été fait.
report-open-end = dès le { $from }, jusqu'à ce que quelqu'un dise quand cela finit
report-days = Jour { $from } à { $until }
report-made = Fait le { $date } à { $time }.

report-today = Aujourd'hui
report-opened = Permis dès ce jour
report-nothing-today = Rien n'est à faire aujourd'hui.
report-next = Ensuite

report-picture = Les jours en image
report-picture-hint =
    Une colonne est un jour, une bande quatre semaines. Plus bas, la même chose en mots.
report-date = Date
report-recovery-day = Jour de récupération
report-share = { $done } sur { $of }
report-share-done = { $done } faits sur { $of }
report-legend = Ce que disent les signes
report-mark-session = séance
report-mark-open-end =
    pas encore, jusqu'à ce que quelqu'un dise quand cela finit ; pâlit avec le temps
report-mark-share = la part du jour qui a été faite

report-tables = La même chose en mots
report-table-days = Jour après jour
report-later = Après le { $date }
report-goes-on = { $what } (revient par la suite)
report-column-what = Quoi
report-column-when = Quand
report-column-date = Date
report-column-holds = Ce qu'il y a
report-column-phase = Phase
report-times =
    { $count ->
        [one] { $from } à { $until }, une fois
       *[other] { $from } à { $until }, { $count } fois
    }

report-contacts = À qui demander
report-signs = Signes d'alerte

## watch

watch-nothing-to-do = Il n'y a rien à faire ce jour-là.
watch-no-task = Il n'y a rien à répondre ce jour-là.
watch-to-come = Il n'est pas encore { $time } ; il n'y a encore rien à répondre.
watch-newest =
    On ne peut répondre qu'à l'heure la plus récente d'un rappel. C'est { $time }.
watch-asking = { $id } : un instant.
watch-more = Il y a une suite : Page suivante
watch-no-daemon =
    Le service ne tourne pas, donc rien ne vous avertit. Vos réponses sont gardées malgré tout. Pour
    le démarrer : systemctl --user start aftercare
watch-silent-daemon = Le service tourne, mais il ne répond pas.
watch-complaint = Quelque chose ne va pas avec le service. Pour voir quoi : aftercare status
watch-stale-plan =
    { $mistake }. Voici le dernier plan correct, qui reste en vigueur. Pour voir ce qui ne va pas :
    aftercare check
watch-no-history =
    L'historique ne peut pas être lu ; on ne sait pas ce qui a été fait : { $why }
watch-key-done = fait
watch-key-later = plus tard
watch-key-skip = passer
watch-key-quit = quitter
watch-key-help = aide
watch-key-signs = signes d'alerte
watch-key-back = retour
watch-name-down = Bas, j
watch-name-up = Haut, k
watch-name-page-down = Page suivante
watch-name-page-up = Page précédente
watch-name-home = Début, g
watch-name-end = Fin, G
watch-name-done = d, Entrée
watch-name-quit = q, Échap
watch-help-down = la tâche suivante ; après la dernière, plus bas
watch-help-up = la tâche précédente ; avant la première, plus haut
watch-help-page-down = un écran plus loin
watch-help-page-up = un écran en arrière
watch-help-home = la première tâche
watch-help-end = la fin
watch-help-done = c'est fait
watch-help-later = redemander plus tard
watch-help-skip = pas cette fois
watch-help-signs = qui appeler, et quand
watch-help-help = ce que font les touches
watch-help-quit = retour, ou sortie
watch-help-answers =
    Une réponse vaut pour la tâche marquée ">". On ne peut répondre qu'à l'heure la plus récente
    d'un rappel qui est déjà venu.
watch-help-follows =
    Ce que vous voyez suit tout seul : les réponses sur le bureau ou par commande, les changements
    du plan et l'heure.
