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

## Moments

moment = { $day } à { $time }
moment-at = à { $time }
moment-on = le { $day } à { $time }
moment-today = aujourd'hui à { $time }

## Release notices

release-allowed = { $what } : permis
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
notice-skip = Passer
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
