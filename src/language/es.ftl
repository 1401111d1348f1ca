# Las palabras de aftercare en español, con "usted". Las mismas claves que en en.ftl,
# en el mismo orden.

## Dates

date-long = { $weekday } { $day } de { $month } de { $year }
date-short = { $weekday } { $day } { $month } { $year }
date-long-day = { $weekday } { $day } de { $month }
date-short-day = { $weekday } { $day } { $month }

## Whom to ask

contact-practitioner = su especialista
contact-doctor = su médico

## Under every view that could be taken for advice

footer =
    Este programa solo recuerda; no es un consejo médico. Lo que diga su especialista va primero.

## warning-signs

signs-look = ¿Le preocupa el aspecto, un picor o un producto?
signs-look-call = Llame a: { $whom }.
signs-worse =
    ¿Va a peor y no a mejor? ¿Enrojecimiento que se extiende, más dolor, calor, hinchazón, pus o
    fiebre?
signs-worse-call = Llame hoy mismo a: { $whom }.
signs-emergency =
    ¿Le cuesta respirar, tiene la cara o la garganta hinchada, o se encuentra muy mal?
signs-emergency-call = Llame ahora al número de emergencias de su país.
signs-skin =
    En la piel morena o negra, el enrojecimiento se ve mal. Fíjese también en el calor, la hinchazón
    y el dolor.

## Moments

moment = { $day } a las { $time }
moment-at = a las { $time }
moment-on = el { $day } a las { $time }
moment-today = hoy a las { $time }

## Release notices

release-allowed = { $what }: permitido
release-day = Día { $day }: { $text }
release-more = { $count ->
        [one] { $first }, y 1 más
       *[other] { $first }, y { $count } más
    }
release-also = También: { $texts }
release-discreet = Hoy hay novedades en su plan

## Notifications

notice-discreet = Recordatorio
notice-done = Hecho
notice-later = Más tarde
notice-skip = Omitir
notice-more = { $count ->
        [one] Espera un recordatorio más
       *[other] Esperan { $count } recordatorios más
    }
notice-more-shown = { $count ->
        [one] Ya se mostró antes.
       *[other] Algunos ya se mostraron antes.
    }
notice-more-see = { $count ->
        [one] Para verlo: aftercare today
       *[other] Para verlos: aftercare today
    }
notice-running = Aftercare está en marcha
notice-next = Lo siguiente: { $when }. { $text }
notice-no-session = Su plan aún no tiene la fecha de una sesión, así que no hay nada previsto.
notice-nothing-more = No hay nada más previsto.
notice-shown-before = Ya se mostró: { $when }.
notice-answer = Para responder: aftercare done { $id } (o later, o skip)
notice-answer-today = Para responder: aftercare today
notice-mistake = Su archivo del plan tiene un error
notice-kept = Su último plan correcto sigue vigente.
notice-no-plan = Aún no hay ningún plan vigente, así que no hay nada previsto.
notice-see-check = Para ver más: aftercare check
notice-history = No se pudo leer su historial
notice-history-kept = Se guardó como { $name }. Los recordatorios siguen según su plan.
notice-safe-mode = Aftercare está en modo seguro
notice-safe-mode-why = Falló tres veces en un minuto. Está vigente su último plan correcto.
notice-see-status = Para ver más: aftercare status

## What every view says

title = Plan de recuperación
until-then = Hasta entonces: { $text }

## export --ics

ics-reminders = Recordatorios
ics-session = Sesión { $number }
ics-appointment = Cita
ics-not-yet = Todavía no: { $what }
ics-not-yet-count = { $count ->
        [one] Todavía no: { $count } cosa
       *[other] Todavía no: { $count } cosas
    }
ics-ask = Pregunte a: { $whom }.
ics-ask-specialist = Pregunte a su especialista.
ics-goes-on = Este calendario termina aquí. Lo que aún no está permitido puede seguir.
ics-plan-goes-on = Este calendario termina aquí. Su plan puede seguir.
ics-see-today = Para ver más: aftercare today
