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
