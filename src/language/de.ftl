# Die Wörter von aftercare auf Deutsch, mit "Sie". Dieselben Schlüssel wie in en.ftl, in derselben
# Reihenfolge.

## Dates

date-long = { $weekday }, { $day }. { $month } { $year }
date-short = { $weekday } { $day }. { $month } { $year }
date-long-day = { $weekday }, { $day }. { $month }
date-short-day = { $weekday } { $day }. { $month }

## Whom to ask

contact-practitioner = Ihre Fachperson
contact-doctor = Ihre Arztpraxis
contact-specialist = Ihre Fachperson
contact-questions = Fragen zur Nachsorge:
contact-worried = Sorge um Ihre Gesundheit:
contact-signs = Warnzeichen: aftercare warning-signs
ask = fragen Sie: { $whom }
ask-specialist = fragen Sie Ihre Fachperson

## Under every view that could be taken for advice

footer =
    Dieses Programm erinnert nur; es ersetzt keinen ärztlichen Rat. Die Anweisungen Ihrer Fachperson
    gehen vor.

## warning-signs

signs-look = Sorge wegen des Aussehens, eines Juckreizes oder eines Mittels?
signs-look-call = Rufen Sie an: { $whom }.
signs-worse =
    Schlechter statt besser? Rötung, die sich ausbreitet, mehr Schmerzen, Hitze, Schwellung, Eiter
    oder Fieber?
signs-worse-call = Rufen Sie heute noch an: { $whom }.
signs-emergency =
    Atemnot, ein geschwollenes Gesicht, ein geschwollener Hals, oder geht es Ihnen sehr schlecht?
signs-emergency-call = Rufen Sie sofort den örtlichen Notruf an.
signs-skin =
    Auf brauner oder schwarzer Haut ist Rötung schwer zu sehen. Achten Sie auch auf Hitze,
    Schwellung und Schmerzen.

## Moments

moment = { $day } um { $time }
moment-at = um { $time }
moment-on = am { $day } um { $time }
moment-today = heute um { $time }

## Release notices

release-allowed = { $what } erlaubt
release-day = Tag { $day }: { $text }
release-more = { $count ->
        [one] { $first }, und 1 Weiteres
       *[other] { $first }, und { $count } weitere
    }
release-also = Außerdem: { $texts }
release-discreet = Heute gibt es Neues in Ihrem Plan

## Notifications

notice-discreet = Erinnerung
notice-done = Erledigt
notice-later = Später
notice-skip = Auslassen
notice-more = { $count ->
        [one] Eine weitere Erinnerung wartet
       *[other] { $count } weitere Erinnerungen warten
    }
notice-more-shown = { $count ->
        [one] Sie wurde schon gezeigt.
       *[other] Einige wurden schon gezeigt.
    }
notice-more-see = { $count ->
        [one] Um sie zu sehen: aftercare today
       *[other] Um sie zu sehen: aftercare today
    }
notice-running = Aftercare läuft
notice-next = Als Nächstes: { $when }. { $text }
notice-no-session = Ihr Plan hat noch kein Datum einer Sitzung, deshalb ist nichts geplant.
notice-nothing-more = Es ist nichts mehr geplant.
notice-shown-before = Schon gezeigt: { $when }.
notice-answer = Zum Antworten: aftercare done { $id } (oder later, oder skip)
notice-answer-today = Zum Antworten: aftercare today
notice-mistake = In Ihrer Plandatei ist ein Fehler
notice-kept = Ihr letzter guter Plan gilt weiter.
notice-no-plan = Es gilt noch kein Plan, deshalb ist nichts geplant.
notice-see-check = Mehr dazu: aftercare check
notice-history = Ihr Verlauf war nicht lesbar
notice-history-kept =
    Er wurde aufbewahrt als { $name }. Die Erinnerungen gehen nach Ihrem Plan weiter.
notice-safe-mode = Aftercare läuft im abgesicherten Modus
notice-safe-mode-why = Es ist dreimal in einer Minute abgestürzt. Ihr letzter guter Plan gilt.
notice-see-status = Mehr dazu: aftercare status

## What every view says

title = Genesungsplan
until-then = Bis dahin: { $text }
labelled = { $what }: { $text }
day-none = Der Plan hat keine Sitzung
day-before = Tag { $day }, vor der ersten Sitzung
day-after = Tag { $day }, nach Sitzung { $number } von { $of }
day = Tag { $day }
day-within = Tag { $day }
quiet-drop = nicht gezeigt: Ruhezeit
quiet-until = Ruhezeit bis { $time }
nothing-no-session = Es ist nichts geplant: Der Plan hat keine Sitzung. Ergänzen Sie eine Zeile wie:
nothing-then = In dieser Zeit ist nichts geplant.

## export --ics

ics-reminders = Erinnerungen
ics-session = Sitzung { $number }
ics-appointment = Termin
ics-not-yet = Noch nicht: { $what }
ics-not-yet-count = { $count ->
        [one] Noch nicht: 1 Sache
       *[other] Noch nicht: { $count } Sachen
    }
ics-ask = Fragen Sie: { $whom }.
ics-ask-specialist = Fragen Sie Ihre Fachperson.
ics-goes-on = Dieser Kalender endet hier. Was noch nicht erlaubt ist, kann weiter gelten.
ics-plan-goes-on = Dieser Kalender endet hier. Ihr Plan kann weitergehen.
ics-see-today = Mehr dazu: aftercare today

## How a reminder stands

state-planned = geplant
state-due = fällig
state-shown = gezeigt
state-done = erledigt
state-skipped = ausgelassen
state-unanswered = ohne Antwort
state-missed = entfallen
state-withdrawn = zurückgezogen
state-noted = mitgeteilt
state-unrecorded = ohne Eintrag
state-unanswered-today = nicht vermerkt, das ist in Ordnung
state-at = { $state } um { $time }

## history

history-nothing = Bisher war noch nichts fällig.
history-moved = Der Verlauf war nicht lesbar. Er wurde aufbewahrt als { $name }.

## today

today-allowed = Ab heute erlaubt
today-not-yet = Noch nicht
today-tasks = Zu tun
today-notes = Gut zu wissen
today-next = Als Nächstes:
today-phase = Phase:
today-no-session = Der Plan hat keine Sitzung, deshalb ist nichts geplant.
today-add-line = Ergänzen Sie eine Zeile wie:
today-shifted = Verschoben: Alles nach Tag { $day } kommt { $later }
today-next-session = Nächste Sitzung: { $date }, { $away }
today-tomorrow = morgen
today-in-days = { $count ->
        [one] in { $count } Tag
       *[other] in { $count } Tagen
    }
today-paused = Die Erinnerungen pausieren bis { $until }.
today-end-pause = Um das zu beenden: aftercare resume
today-muted = { $id } ist stumm.
today-end-mute = Um das zu beenden: aftercare resume { $id }
today-until = nicht vor { $date }
today-until-ask = nicht vor { $date }; fragen Sie: { $whom }

## Answers to what a person says

reply-done = { $id }: erledigt, für { $date }.
reply-skipped = { $id }: ausgelassen, für { $date }. Das ist in Ordnung.
reply-later = { $id }: Sie werden { $until } wieder gefragt.
reply-already = { $id }: war schon { $state }.
reply-not-due = { $id }: Es ist noch nichts fällig; siehe: aftercare next
reply-nothing-open = { $id }: Es ist nichts offen, wonach wieder gefragt werden könnte
reply-only-a-note = { $id } ist ein Hinweis; es gibt nichts zu beantworten
reply-until = bis { $moment }
reply-until-resumed = bis auf Weiteres
reply-paused =
    Pause { $until }. Was fällig wird, wartet und wird dann gezeigt, wenn es nicht zu spät ist.
reply-muted = { $id }: stumm { $until }. Um wieder erinnert zu werden: aftercare resume { $id }
reply-resumed = Sie werden wieder erinnert.
reply-was-not-paused = Es war keine Pause.
reply-resumed-reminder = { $id }: Sie werden wieder erinnert.
reply-was-not-muted = { $id }: war nicht stumm.
reply-unknown-near = Der Plan hat keine Erinnerung `{ $id }`; meinten Sie `{ $others }`?
reply-unknown-none = Der Plan hat keine Erinnerung `{ $id }` und auch keine andere
reply-unknown = Der Plan hat keine Erinnerung `{ $id }`; er hat: { $others }
reply-not-saved = Es ist noch nicht gespeichert; siehe: aftercare status
reply-nothing = daraus wurde nichts

## session

sessions = Sitzungen
sessions-none = Es ist keine Sitzung geplant, deshalb steht nichts an.
session-done = gewesen
session-cancelled = abgesagt
session-added = Ergänzt: { $date }.
session-tables =
    Eine Liste von Daten kann nicht mehr sagen, deshalb hat jede Sitzung jetzt eine
    Tabelle [[session]].
session-moved = Verlegt: { $from } ist jetzt { $to }.
session-is-cancelled = Abgesagt: { $date }.
session-taken-out = Das Datum ist aus der Liste genommen.
session-stays = Sie bleibt im Plan und zählt nicht mehr.
session-shifts-too = Ihre Verschiebungen sind auch herausgenommen.

## shift

shift-later = { $count ->
        [one] { $count } Tag später
       *[other] { $count } Tage später
    }
shift-earlier = { $count ->
        [one] { $count } Tag früher
       *[other] { $count } Tage früher
    }
shift-phases = Phasen
shift-allowed = Wieder erlaubt
shift-not-before-next = nicht vor der nächsten Sitzung
shift-from = ab { $from }
shift-from-to = { $from } bis { $to }
shift-until-next = { $from } bis zur nächsten Sitzung
shift-is-allowed = erlaubt
shift-open-end = offenes Ende
shift-reminders = { $count ->
        [one] { $count } Erinnerung verschiebt sich mit.
       *[other] { $count } Erinnerungen verschieben sich mit.
    }
shift-phase-held = { $count ->
        [one] { $phase } dauert { $count } Tag länger
       *[other] { $phase } dauert { $count } Tage länger
    }
shift-day-held = { $count ->
        [one] Tag { $day } dauert { $count } Tag länger
       *[other] Tag { $day } dauert { $count } Tage länger
    }
shift-hurried = { $count ->
        [one] alles nach Tag { $day } kommt { $count } Tag früher
       *[other] alles nach Tag { $day } kommt { $count } Tage früher
    }
shift-taken-back = Zurückgenommen: { $what }.
shift-undo = Um es zurückzunehmen: aftercare shift --undo
shift-caution = Nur wenn Ihre Fachperson zugestimmt hat.
shift-nothing = Das verschiebt nichts: Nach diesem Tag beginnt oder endet nichts im Plan
shift-too-early = Es gibt noch nichts zu verschieben: Die erste Sitzung ist am { $date }
shift-another-date = Um ihr ein anderes Datum zu geben: aftercare session move { $iso } { $word }
shift-no-session = Es gibt noch nichts zu verschieben: Der Plan hat keine Sitzung
shift-add-session = Um eine zu ergänzen: aftercare session add { $word }

## may

may-empty = Sagen Sie, was Sie tun möchten, zum Beispiel: aftercare may waschen
may-negated =
    Mit `{ $word }` könnte ein Ja als Nein verstanden werden; fragen Sie nach der Sache selbst,
    zum Beispiel: aftercare may waschen
may-other-date =
    Sie schrieben `{ $word }`. Diese Antwort gilt nur für { $date }. Für ein anderes Datum
    ergänzen Sie es: --date tomorrow
may-sign-warning =
    Sie schrieben `{ $word }`. Ein Plan kann das nicht beurteilen. Wann Sie jemanden anrufen
    sollten, steht hier: aftercare warning-signs
may-sign-look =
    Sie schrieben `{ $word }`. Ein Plan kann Ihre Haut nicht sehen. Fragen Sie: { $whom }. Wenn es
    schlechter statt besser wird, rufen Sie an: aftercare warning-signs
may-taken-for = Verstanden als: { $word }
may-perhaps = Wenn Sie { $word } meinten, fragen Sie: aftercare may { $word }
may-yes = ja
may-yes-if = ja, wenn Sie sich daran halten: { $then }
may-yes-if-all = ja, wenn Sie sich an all das halten:
may-not-yet = noch nicht, erst ab { $date }
may-silent = dazu sagt der Plan nichts
may-silent-ask = dazu sagt der Plan nichts. Fragen Sie: { $whom }.
may-why = Warum: { $text }
may-then = Dann: { $text }
may-in-doubt = Im Zweifel fragen Sie: { $whom }
may-closes = Ab { $date } ist es nicht erlaubt
may-notes = In Ihrem Plan steht für diesen Tag: { $text }
may-rest = Der Rest davon: noch nicht, erst ab { $date }

## explain

explain-entry = { $kind ->
        [reminder] Die Erinnerung { $id }
        [restriction] Die Einschränkung { $id }
       *[phase] Die Phase { $id }
    }
explain-today = Heute, { $date }
explain-next = Als Nächstes
explain-nothing = es kommt nichts mehr
explain-usual = Nicht gesagt, deshalb gilt dies
explain-line = Zeile { $line }
explain-until = bis { $day } { $time }
explain-paused = alles pausiert{ $until }; um das zu beenden: aftercare resume
explain-muted = sie ist stumm{ $until }; um das zu beenden: aftercare resume { $id }
explain-open = es ist nicht gesperrt
explain-closed-until = es ist gesperrt, und frei ab { $date }
explain-closed = es ist gesperrt, und der Plan nennt kein Ende; { $ask }
explain-closes = gesperrt ab { $date }
explain-frees = frei ab { $date }
explain-this-phase = es ist diese Phase
explain-other-phase = es ist eine andere Phase
explain-begins = beginnt am { $date }
explain-ends = ist vorbei ab { $date }
explain-switched-off = sie ist abgeschaltet (enabled = false)
explain-no-session = der Plan hat keine Sitzung
explain-before-first = sie beginnt mit der ersten Sitzung, am { $date }
explain-waits-for-last = sie zählt ab der letzten Sitzung, die am { $date } ist
explain-other-days = sie gilt für andere Genesungstage; dies ist Tag { $day }
explain-pauses = sie pausiert, solange „{ $label }“ gesperrt ist
explain-other-dates = ihr cron-Ausdruck lässt dieses Datum aus
explain-no-sunset = die Sonne geht an diesem Datum nicht unter
explain-no-sunrise = die Sonne geht an diesem Datum nicht auf
explain-no-time = keine Zeit von „{ $id }“ fällt auf dieses Datum

## timeline

timeline-range = { $from } bis { $to }
timeline-today = Heute ist { $date }. { $day }
timeline-session = Sitzung { $number }: { $date }
timeline-sessions = Sitzungen
timeline-mondays = Montage
timeline-not-yet = NOCH NICHT
timeline-tasks = ZU TUN
timeline-done = An dem Tag erledigt
timeline-nothing = In dieser Zeit ist nichts gesperrt oder geplant.
timeline-marks = Zeichen, eine Spalte für jeden Tag:
timeline-mark-today = heute
timeline-mark-closed = noch nicht
timeline-mark-open-end = noch nicht, bis jemand sagt, wann es endet
timeline-mark-open = wartet auf Antwort
timeline-mark-late = spät erledigt
timeline-mark-unanswered = nicht vermerkt

## status

status-running = Der Dienst läuft.
status-not-running =
    Der Dienst läuft nicht. Um ihn zu starten: systemctl --user start aftercare, oder: aftercare
    run
status-no-answer = Der Dienst läuft, aber er antwortet nicht.
status-plan = Plan
status-zone = Zeitzone
status-day = Genesungstag
status-next = als Nächstes
status-open = offen
status-shown-on = gezeigt auf
status-paused = Pause
status-muted = stumm
status-waiting = wartet
status-plan-problem = Planfehler
status-history = Verlauf
status-old-history = alter Verlauf
status-changes = Änderungen
status-safe-mode = abgesichert
status-confinement = Schutz
status-day-none = keiner
status-open-nothing = nichts
status-nowhere = noch nirgends: wartet auf einen Benachrichtigungsdienst
status-terminal = dem Terminal des Dienstes: Es gibt keinen Sitzungsbus
status-desktop = dem Desktop
status-everything = alles
status-ends = endet { $when }, oder mit: aftercare resume{ $id }
status-ends-with = endet mit: aftercare resume{ $id }
status-waits-for = { $reason ->
        [locked] der Bildschirm ist gesperrt
       *[inhibited] der Desktop zeigt keine Benachrichtigungen (nicht stören)
    }
status-last-plan = Der letzte gute Plan gilt.
status-no-plan = Es gilt kein Plan.
status-see-check = Siehe: aftercare check
status-not-kept = wird nicht aufbewahrt: { $why }
status-kept-aside = war nicht lesbar; er ist aufbewahrt als
status-delete-it = Löschen Sie ihn, wenn Sie ihn nicht mehr brauchen. Das tut auch: aftercare forget
status-go-on = Die Erinnerungen gehen weiter.
status-history-trouble = { $trouble ->
        [full] die Platte ist voll
        [read-only] Datei oder Platte sind nur lesbar
        [locked] ein anderes Programm hält ihn fest
        [closed] Datei oder Ordner lassen sich nicht öffnen
        [failing] die Platte meldet Fehler
        [damaged] die Datei ist beschädigt
       *[other] { $why }
    }
status-history-advice = { $trouble ->
        [full] Schaffen Sie Platz; der Rest geht von selbst.
        [read-only] Machen Sie es beschreibbar. Wo es ist: aftercare paths
        [locked] Schließen Sie, was ihn geöffnet hat. Wo er ist: aftercare paths
        [closed] Es muss da sein und Ihnen gehören. Wo es ist: aftercare paths
        [failing] Kopieren Sie Ihre Dateien auf eine andere Platte und lassen Sie diese prüfen.
        [damaged] Dies legt sie beiseite und beginnt neu: systemctl --user restart aftercare
       *[other] Wo er ist: aftercare paths
    }
status-deaf = des Plans werden nicht bemerkt: { $why }
status-reload = Nach einer Änderung: systemctl --user reload aftercare
status-crashed = Es ist dreimal in einer Minute abgestürzt. Ihr letzter guter Plan gilt.
status-tried-again = Die Plandatei wird in zehn Minuten wieder versucht.
status-try-now = Um es jetzt zu versuchen: systemctl --user reload aftercare
status-landlock = Landlock { $extent } (Version { $version }{ $problem })
status-kernel = Filter für Systemaufrufe: { $filter }; neue Rechte: { $privileges }
status-nothing-more = nichts mehr geplant
status-brief = Als Nächstes: { $next }.
status-line-open = { $count ->
        [one] { $count } offen.
       *[other] { $count } offen.
    }
status-line-mistake = Die Plandatei hat einen Fehler; der letzte gute Plan gilt.
status-line-no-plan = Die Plandatei hat einen Fehler; es gilt kein Plan.
status-line-history = Der Verlauf wird nicht aufbewahrt.
status-line-waiting = Wartet auf einen Benachrichtigungsdienst.
status-line-deaf = Änderungen des Plans brauchen ein Neuladen.
status-line-safe-mode = Abgesicherter Modus: Der letzte gute Plan gilt.
status-extent = { $word ->
        [full] ganz
        [partial] teilweise
       *[none] gar nicht
    }
status-filter = { $word ->
        [filter] an
        [strict] streng
        [off] aus
       *[unknown] unbekannt
    }
status-privileges = { $word ->
        [none] keine
        [possible] möglich
       *[unknown] unbekannt
    }
status-held = { $what }; { $end }

## export

export-wrote = Geschrieben nach { $file }: { $what }
export-events = { $count ->
        [one] { $count } Termin, bis { $until }.
       *[other] { $count } Termine, bis { $until }.
    }
export-phone = Öffnen Sie die Datei auf Ihrem Telefon. Google Kalender lässt die Alarme weg.
export-reminders = { $count ->
        [one] { $count } Erinnerung.
       *[other] { $count } Erinnerungen.
    }

## Questions with yes or no

answer-yes = j
answer-no = n
answer-yes-is-usual = [J/n]
answer-no-is-usual = [j/N]

## forget

forget-question = Den Verlauf dessen löschen, was Sie getan haben? Er lässt sich nicht zurückholen.
forget-nobody =
    Es ist niemand da, der gefragt werden kann, ob der Verlauf gelöscht werden soll: Ergänzen Sie
    --yes
forget-nothing = Es wurde nichts gelöscht.
forget-none = Es gibt keinen Verlauf.
forget-erased = Der Verlauf ist gelöscht.
forget-out-of-reach =
    Nicht erreichbar: Ihre Plandatei, Berichte, was Sie exportiert haben, Sicherungen dieses
    Rechners, die Liste alter Benachrichtigungen, die Ihr Desktop vielleicht aufbewahrt, und das
    Protokoll des Systems, das nur Kennungen und Ergebnisse hat.

## run

run-running = aftercare läuft mit { $plan }.
run-stop = Zum Beenden: Strg+C
run-waits = Noch antwortet kein Benachrichtigungsdienst. Die Erinnerungen warten darauf.
run-no-bus = Es gibt keinen Sitzungsbus ({ $why }).
run-printed-here = Die Erinnerungen erscheinen hier, bis es einen gibt.
run-in-force = Der Plan gilt.
run-mistake = Da ist ein Fehler: { $place }. Um ihn zu sehen: aftercare check
run-kept = Der letzte gute Plan gilt weiter.

## rehearse

rehearse-mark = Probe: { $text }
rehearse-day = Probe, Tag { $day }: { $text }
rehearse-over = Probe: Sie ist vorbei
rehearse-nothing-recorded = Es wurde nichts aufgezeichnet.
rehearse-is-over = Die Probe ist vorbei. Es wurde nichts aufgezeichnet.
rehearse-no-session =
    Der Plan hat keine Sitzung, von der gezählt werden könnte; um ihn mit einer zu proben:
    aftercare rehearse --session today

## edit

edit-earlier = Eine frühere Bearbeitung wurde nicht gespeichert; ihr Text ist in { $file }
edit-compare = Vergleichen Sie ihn mit Ihrem Plan und löschen Sie ihn dann.
edit-saved = Gespeichert.
edit-thrown = Verworfen. Der Plan ist, wie er war.
edit-kept = Ihr Text ist aufgehoben in { $file }
edit-perhaps-kept = Ihr Text ist vielleicht in { $file }
edit-unchanged = Es wurde nichts geändert.
edit-still-open =
    Wenn Ihr Editor noch offen ist, schließen Sie ihn; der Plan bekommt seinen Text nicht.
edit-waits = Setzen Sie dann EDITOR auf einen, der wartet, zum Beispiel: export EDITOR='code --wait'
edit-not-saved = Der Plan wurde nicht gespeichert; der alte gilt weiter.
edit-question =
    Ein Plan mit Fehlern wird nicht gespeichert. [b]earbeiten, [a]ufheben oder [v]erwerfen?
edit-letter-again = b
edit-letter-keep = a
edit-letter-throw = v
edit-no-editor =
    Es wurde kein Editor gefunden; setzen Sie EDITOR auf den Namen von Ihrem, zum Beispiel
    EDITOR=nano

## init

init-there-already = Es gibt schon einen Plan, und er bleibt, wie er ist: { $file }
init-change = Um ihn zu ändern: aftercare edit
init-your-plan = Ihr Plan ist { $file }
init-no-answer = Es kam keine Antwort, deshalb wurde nichts geschrieben
init-wake = Wann beginnt Ihr Tag?
init-sleep = Wann endet er?
init-session = Das Datum Ihrer Sitzung, zum Beispiel 2026-11-20
init-nobody =
    Es ist niemand da, der nach dem Datum gefragt werden kann: Geben Sie es an, mit --session
    2026-11-20
init-template = Welche Vorlage? Es gibt { $names }
init-not-written = Es wurde nichts geschrieben.
init-no-help = Editoren bekommen keine Hilfe: { $why }
init-reaches = Aftercare erreicht Sie hier
init-looks-like = So sieht eine Erinnerung aus.
init-shown = Eine Probe-Benachrichtigung ist jetzt auf Ihrem Bildschirm.
init-not-shown =
    Hier kann gerade keine Benachrichtigung gezeigt werden. Die Erinnerungen warten, bis es geht.
init-run-plan = Um erinnert zu werden: aftercare run --plan { $file }
init-run = Um erinnert zu werden, starten Sie es: aftercare run
init-start = Jetzt starten, und bei jeder Anmeldung?
init-runs =
    Es läuft jetzt und startet bei jeder Anmeldung. Um zu sehen, wie es steht: aftercare status
init-not-started = Der Dienst konnte nicht gestartet werden: { $why }

## The person's own plan

plan-taken-over = Der Dienst übernimmt es von selbst.
plan-none = Es gibt noch keinen Plan; er wäre { $file }
plan-make = Um einen anzulegen: aftercare init
plan-try = Um den mitgelieferten auszuprobieren: aftercare run --session today
plan-last-good =
    Dies ist der letzte gute Plan, der weiter gilt. Um zu sehen, was falsch ist: aftercare check
plan-has-mistake = Der Plan hat schon einen Fehler, deshalb bleibt er, wie er ist.
plan-mend = Beheben Sie ihn zuerst: aftercare edit
plan-would-have-mistake =
    Mit dieser Änderung hätte der Plan einen Fehler, deshalb bleibt er, wie er war.
plan-none-at = Unter { $file } gibt es noch keinen Plan.

## report

report-kind-report = Bericht
report-kind-plan = Plan
report-trouble-plan =
    Die Plandatei hat einen Fehler ({ $place }: { $message }). Diese Seite folgt dem letzten
    fehlerfreien Plan.
report-trouble-history =
    Der Verlauf ist nicht lesbar; darum sagt diese Seite nicht, was erledigt wurde.
report-open-end = ab { $from }, bis jemand sagt, wann es endet
report-days = Tag { $from } bis { $until }
report-made = Erstellt am { $date } um { $time }.

report-today = Heute
report-opened = Ab diesem Tag erlaubt
report-nothing-today = Heute ist nichts zu tun.
report-next = Als Nächstes

report-picture = Die Tage als Bild
report-picture-hint =
    Eine Spalte ist ein Tag, ein Streifen hat vier Wochen. Darunter steht dasselbe in Worten.
report-date = Datum
report-recovery-day = Genesungstag
report-share = { $done } von { $of }
report-share-done = { $done } von { $of } erledigt
report-legend = Was die Zeichen bedeuten
report-mark-session = Sitzung
report-mark-open-end =
    noch nicht, bis jemand sagt, wann es endet; mit der Zeit wird es blasser
report-mark-share = wie viel an dem Tag erledigt wurde

report-tables = Dasselbe in Worten
report-table-days = Tag für Tag
report-later = Nach { $date }
report-goes-on = { $what } (danach immer wieder)
report-column-what = Was
report-column-when = Wann
report-column-date = Datum
report-column-holds = Was ansteht
report-column-phase = Abschnitt
report-times =
    { $count ->
        [one] { $from } bis { $until }, einmal
       *[other] { $from } bis { $until }, { $count }-mal
    }

report-contacts = Wen Sie fragen können
report-signs = Warnzeichen

## watch

watch-nothing-to-do = An diesem Tag ist nichts zu tun.
watch-no-task = An diesem Tag gibt es nichts zu beantworten.
watch-to-come = { $time } kommt erst noch; es gibt noch nichts zu beantworten.
watch-newest =
    Nur die neueste Zeit einer Erinnerung lässt sich beantworten. Das ist { $time }.
watch-asking = { $id }: einen Moment.
watch-more = Weiter unten steht mehr: Bild ab
watch-no-daemon =
    Der Dienst läuft nicht, also erinnert Sie nichts. Ihre Antworten werden trotzdem behalten. So
    starten Sie ihn: systemctl --user start aftercare
watch-silent-daemon = Der Dienst läuft, antwortet aber nicht.
watch-complaint = Mit dem Dienst stimmt etwas nicht. Näheres zeigt: aftercare status
watch-stale-plan =
    { $mistake }. Dies ist der letzte gute Plan; er bleibt in Kraft. Was nicht stimmt, zeigt:
    aftercare check
watch-no-history =
    Der Verlauf lässt sich nicht lesen; was getan wurde, ist nicht bekannt: { $why }
watch-key-done = getan
watch-key-later = später
watch-key-skip = auslassen
watch-key-quit = Ende
watch-key-help = Hilfe
watch-key-signs = Warnzeichen
watch-key-back = zurück
watch-name-down = Ab, j
watch-name-up = Auf, k
watch-name-page-down = Bild ab
watch-name-page-up = Bild auf
watch-name-home = Pos1, g
watch-name-end = Ende, G
watch-name-done = d, Eingabe
watch-name-quit = q, Esc
watch-help-down = die nächste Aufgabe; nach der letzten weiter nach unten
watch-help-up = die vorige Aufgabe; vor der ersten weiter nach oben
watch-help-page-down = einen Bildschirm weiter
watch-help-page-up = einen Bildschirm zurück
watch-help-home = die erste Aufgabe
watch-help-end = das Ende
watch-help-done = es ist getan
watch-help-later = später noch einmal fragen
watch-help-skip = dieses Mal nicht
watch-help-signs = wen Sie wann anrufen
watch-help-help = was die Tasten tun
watch-help-quit = zurück oder beenden
watch-help-answers =
    Eine Antwort gilt der Aufgabe mit dem Zeichen ">". Nur die neueste Zeit einer Erinnerung, die
    schon gekommen ist, lässt sich beantworten.
watch-help-follows =
    Was Sie sehen, folgt von selbst: Antworten auf dem Desktop oder per Befehl, Änderungen des Plans
    und die Uhrzeit.
