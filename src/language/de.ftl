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
