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
