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
contact-specialist = su especialista
contact-questions = Dudas sobre los cuidados:
contact-worried = Si le preocupa su salud:
contact-signs = Señales de alarma: aftercare warning-signs
ask = pregunte a: { $whom }
ask-specialist = pregunte a su especialista

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

release-allowed = { $what } está permitido
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
labelled = { $what }: { $text }
day-none = El plan no tiene ninguna sesión
day-before = Día { $day }, antes de la primera sesión
day-after = Día { $day }, después de la sesión { $number } de { $of }
day = Día { $day }
day-within = día { $day }
quiet-drop = no se muestra: horas de silencio
quiet-until = horas de silencio hasta las { $time }
nothing-no-session = No hay nada previsto: el plan no tiene ninguna sesión. Añada una línea como:
nothing-then = No hay nada previsto en ese tiempo.

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

## How a reminder stands

state-planned = previsto
state-due = pendiente
state-shown = mostrado
state-done = hecho
state-skipped = omitido
state-unanswered = sin respuesta
state-missed = no mostrado
state-withdrawn = retirado
state-noted = avisado
state-unrecorded = sin registro
state-unanswered-today = sin marcar, no pasa nada
state-at = { $state } a las { $time }

## history

history-nothing = Todavía no ha habido nada pendiente.
history-moved = No se pudo leer el historial. Se guardó como { $name }.

## today

today-allowed = Permitido desde hoy
today-not-yet = Todavía no
today-tasks = Por hacer
today-notes = Conviene saber
today-next = Lo siguiente:
today-phase = Fase:
today-no-session = El plan no tiene ninguna sesión, así que no hay nada previsto.
today-add-line = Añada una línea como:
today-shifted = Desplazado: todo lo posterior al día { $day } llega { $later }
today-next-session = Próxima sesión: { $date }, { $away }
today-tomorrow = mañana
today-in-days = { $count ->
        [one] dentro de { $count } día
       *[other] dentro de { $count } días
    }
today-paused = Los recordatorios están en pausa hasta el { $until }.
today-end-pause = Para reanudarlos: aftercare resume
today-muted = { $id } está en silencio.
today-end-mute = Para reanudarlo: aftercare resume { $id }
today-until = no antes del { $date }
today-until-ask = no antes del { $date }; pregunte a: { $whom }

## Answers to what a person says

reply-done = { $id }: hecho, para el { $date }.
reply-skipped = { $id }: omitido, para el { $date }. No pasa nada.
reply-later = { $id }: se le preguntará de nuevo { $until }.
reply-already = { $id }: ya estaba { $state }.
reply-not-due = { $id }: todavía no hay nada pendiente; vea: aftercare next
reply-nothing-open = { $id }: no hay nada abierto que se pueda volver a preguntar
reply-only-a-note = { $id } es un aviso; no hay nada que responder
reply-until = hasta el { $moment }
reply-until-resumed = hasta que lo reanude
reply-paused =
    En pausa { $until }. Lo que llegue mientras tanto espera, y se muestra después si no es
    demasiado tarde.
reply-muted =
    { $id }: en silencio { $until }. Para recibir recordatorios de nuevo: aftercare resume { $id }
reply-resumed = Vuelve a recibir recordatorios.
reply-was-not-paused = No estaba en pausa.
reply-resumed-reminder = { $id }: vuelve a recibir recordatorios.
reply-was-not-muted = { $id }: no estaba en silencio.
reply-unknown-near = el plan no tiene el recordatorio `{ $id }`; ¿quiso decir `{ $others }`?
reply-unknown-none = el plan no tiene el recordatorio `{ $id }` ni ningún otro
reply-unknown = el plan no tiene el recordatorio `{ $id }`; tiene: { $others }
reply-not-saved = Todavía no está guardado; vea: aftercare status
reply-nothing = no resultó nada

## session

sessions = Sesiones
sessions-none = No hay ninguna sesión prevista, así que no hay nada programado.
session-done = hecha
session-cancelled = cancelada
session-added = Añadida: { $date }.
session-tables =
    Una lista de fechas no puede decir más, así que cada sesión es ahora una tabla [[session]].
session-moved = Cambiada: { $from } es ahora { $to }.
session-is-cancelled = Cancelada: { $date }.
session-taken-out = La fecha se ha quitado de la lista.
session-stays = Sigue en el plan, pero ya no cuenta.
session-shifts-too = Sus desplazamientos también se han quitado.

## shift

shift-later = { $count ->
        [one] { $count } día más tarde
       *[other] { $count } días más tarde
    }
shift-earlier = { $count ->
        [one] { $count } día antes
       *[other] { $count } días antes
    }
shift-phases = Fases
shift-allowed = Permitido de nuevo
shift-not-before-next = no antes de la próxima sesión
shift-from = desde el { $from }
shift-from-to = del { $from } al { $to }
shift-until-next = del { $from } hasta la próxima sesión
shift-is-allowed = permitido
shift-open-end = sin fecha de fin
shift-reminders = { $count ->
        [one] { $count } recordatorio se mueve también.
       *[other] { $count } recordatorios se mueven también.
    }
shift-phase-held = { $count ->
        [one] { $phase } dura { $count } día más
       *[other] { $phase } dura { $count } días más
    }
shift-day-held = { $count ->
        [one] el día { $day } dura { $count } día más
       *[other] el día { $day } dura { $count } días más
    }
shift-hurried = { $count ->
        [one] todo lo posterior al día { $day } llega { $count } día antes
       *[other] todo lo posterior al día { $day } llega { $count } días antes
    }
shift-taken-back = Deshecho: { $what }.
shift-undo = Para deshacerlo: aftercare shift --undo
shift-caution = Solo si su especialista está de acuerdo.
shift-nothing = esto no mueve nada: después de ese día, nada del plan empieza ni termina
shift-too-early = todavía no hay nada que desplazar: la primera sesión es el { $date }
shift-another-date = Para darle otra fecha: aftercare session move { $iso } { $word }
shift-no-session = todavía no hay nada que desplazar: el plan no tiene ninguna sesión
shift-add-session = Para añadir una: aftercare session add { $word }

## may

may-empty = diga qué quiere hacer, por ejemplo: aftercare may lavar
may-negated =
    con `{ $word }`, un sí podría entenderse como un no; pregunte por la cosa misma, por ejemplo:
    aftercare may lavar
may-other-date =
    Escribió `{ $word }`. Esta respuesta vale solo para el { $date }. Para otra fecha, añádala:
    --date tomorrow
may-sign-warning =
    Escribió `{ $word }`. Un plan no puede valorar eso. Cuándo llamar a alguien: aftercare
    warning-signs
may-sign-look =
    Escribió `{ $word }`. Un plan no puede ver su piel. Pregunte a: { $whom }. Si va a peor y no a
    mejor, llame: aftercare warning-signs
may-taken-for = Se entendió como: { $word }
may-perhaps = Si quiso decir { $word }, pregunte: aftercare may { $word }
may-yes = sí
may-yes-if = sí, si respeta esto: { $then }
may-yes-if-all = sí, si respeta todo esto:
may-not-yet = todavía no, a partir del { $date }
may-silent = el plan no lo dice
may-silent-ask = el plan no lo dice. Pregunte a: { $whom }.
may-why = Por qué: { $text }
may-then = Después: { $text }
may-in-doubt = En caso de duda, pregunte a: { $whom }
may-closes = Desde el { $date } no está permitido
may-notes = Su plan dice para ese día: { $text }
may-rest = Lo demás: todavía no, a partir del { $date }

## explain

explain-entry = { $kind ->
        [reminder] El recordatorio { $id }
        [restriction] La restricción { $id }
       *[phase] La fase { $id }
    }
explain-today = Hoy, { $date }
explain-next = Lo siguiente
explain-nothing = no viene nada más
explain-usual = No se dice, así que vale esto
explain-line = línea { $line }
explain-until = hasta el { $day } { $time }
explain-paused = todo está en pausa{ $until }; para reanudarlo: aftercare resume
explain-muted = está en silencio{ $until }; para reanudarlo: aftercare resume { $id }
explain-open = no está cerrado
explain-closed-until = está cerrado, y libre a partir del { $date }
explain-closed = está cerrado, y el plan no dice hasta cuándo; { $ask }
explain-closes = cerrado desde el { $date }
explain-frees = libre desde el { $date }
explain-this-phase = es esta fase
explain-other-phase = es otra fase
explain-begins = empieza el { $date }
explain-ends = termina el { $date }
explain-switched-off = está desactivado (enabled = false)
explain-no-session = el plan no tiene ninguna sesión
explain-before-first = empieza con la primera sesión, el { $date }
explain-waits-for-last = cuenta desde la última sesión, que es el { $date }
explain-other-days = es para otros días de recuperación; este es el día { $day }
explain-pauses = se detiene mientras «{ $label }» está cerrado
explain-other-dates = su expresión cron omite esta fecha
explain-no-sunset = el sol no se pone en esta fecha
explain-no-sunrise = el sol no sale en esta fecha
explain-no-time = ninguna hora de «{ $id }» cae en esta fecha

## timeline

timeline-range = Del { $from } al { $to }
timeline-today = Hoy es { $date }. { $day }
timeline-session = Sesión { $number }: { $date }
timeline-sessions = Sesiones
timeline-mondays = Lunes
timeline-not-yet = TODAVÍA NO
timeline-tasks = POR HACER
timeline-done = Hecho ese día
timeline-nothing = En ese tiempo no hay nada cerrado ni previsto.
timeline-marks = Signos, una columna por cada día:
timeline-mark-today = hoy
timeline-mark-closed = todavía no
timeline-mark-open-end = todavía no, hasta que alguien diga cuándo acaba
timeline-mark-open = espera respuesta
timeline-mark-late = hecho más tarde
timeline-mark-unanswered = sin marcar

## status

status-running = El servicio está en marcha.
status-not-running =
    El servicio no está en marcha. Para iniciarlo: systemctl --user start aftercare, o: aftercare
    run
status-no-answer = El servicio está en marcha, pero no responde.
status-plan = plan
status-zone = zona horaria
status-day = día
status-next = lo siguiente
status-open = abierto
status-shown-on = se muestra en
status-paused = en pausa
status-muted = en silencio
status-waiting = en espera
status-plan-problem = error del plan
status-history = historial
status-old-history = historial viejo
status-changes = cambios
status-safe-mode = modo seguro
status-confinement = protección
status-day-none = ninguno
status-open-nothing = nada
status-nowhere = en ningún sitio: espera un servidor de notificaciones
status-terminal = el terminal del servicio: no hay bus de sesión
status-desktop = el escritorio
status-everything = todo
status-ends = termina { $when }, o con: aftercare resume{ $id }
status-ends-with = termina con: aftercare resume{ $id }
status-waits-for = { $reason ->
        [locked] la pantalla está bloqueada
       *[inhibited] el escritorio no muestra notificaciones (no molestar)
    }
status-last-plan = Está vigente el último plan correcto.
status-no-plan = No hay ningún plan vigente.
status-see-check = Vea: aftercare check
status-not-kept = no se guarda: { $why }
status-kept-aside = no se pudo leer; se guarda como
status-delete-it = Bórrelo cuando ya no lo necesite. También lo hace: aftercare forget
status-go-on = Los recordatorios siguen.
status-history-trouble = { $trouble ->
        [full] el disco está lleno
        [read-only] su archivo o disco es de solo lectura
        [locked] otro programa lo tiene abierto
        [closed] no se puede abrir su archivo o carpeta
        [failing] el disco informa de errores
        [damaged] su archivo está dañado
       *[other] { $why }
    }
status-history-advice = { $trouble ->
        [full] Libere espacio; lo demás va solo.
        [read-only] Permita escribir en él. Para ver dónde está: aftercare paths
        [locked] Cierre lo que lo ha abierto. Para ver dónde está: aftercare paths
        [closed] Tiene que existir y ser suyo. Para ver dónde está: aftercare paths
        [failing] Copie sus archivos a otro disco y haga revisar este.
        [damaged] Esto lo aparta y empieza de nuevo: systemctl --user restart aftercare
       *[other] Para ver dónde está: aftercare paths
    }
status-deaf = del plan que no se notan: { $why }
status-reload = Tras un cambio: systemctl --user reload aftercare
status-crashed = Falló tres veces en un minuto. Está vigente su último plan correcto.
status-tried-again = El archivo del plan se probará de nuevo en diez minutos.
status-try-now = Para probarlo ahora: systemctl --user reload aftercare
status-landlock = Landlock { $extent } (versión { $version }{ $problem })
status-kernel = filtro de llamadas: { $filter }; nuevos permisos: { $privileges }
status-nothing-more = nada más previsto
status-brief = Lo siguiente: { $next }.
status-line-open = { $count ->
        [one] { $count } abierto.
       *[other] { $count } abiertos.
    }
status-line-mistake = El archivo del plan tiene un error; está vigente el último plan correcto.
status-line-no-plan = El archivo del plan tiene un error; no hay ningún plan vigente.
status-line-history = El historial no se guarda.
status-line-waiting = Espera un servidor de notificaciones.
status-line-deaf = Los cambios del plan necesitan una recarga.
status-line-safe-mode = Modo seguro: está vigente el último plan correcto.
status-extent = { $word ->
        [full] completo
        [partial] parcial
       *[none] ninguno
    }
status-filter = { $word ->
        [filter] sí
        [strict] estricto
        [off] no
       *[unknown] se desconoce
    }
status-privileges = { $word ->
        [none] ninguno
        [possible] posibles
       *[unknown] se desconoce
    }
status-held = { $what }; { $end }

## export

export-wrote = Escrito en { $file }: { $what }
export-events = { $count ->
        [one] { $count } evento, hasta el { $until }.
       *[other] { $count } eventos, hasta el { $until }.
    }
export-phone = Ábralo en su teléfono. Google Calendar omite las alarmas.
export-reminders = { $count ->
        [one] { $count } recordatorio.
       *[other] { $count } recordatorios.
    }

## Questions with yes or no

answer-yes = s
answer-no = n
answer-yes-is-usual = [S/n]
answer-no-is-usual = [s/N]

## forget

forget-question = ¿Borrar el historial de lo que hizo? No se puede recuperar.
forget-nobody = no hay nadie a quien preguntar si se borra el historial: añada --yes
forget-nothing = No se borró nada.
forget-none = No hay historial.
forget-erased = El historial está borrado.
forget-out-of-reach =
    Fuera de alcance: su archivo del plan, los informes, lo que exportó, las copias de seguridad
    de este ordenador, la lista de notificaciones antiguas que su escritorio quizá guarde, y el
    registro del sistema, que solo tiene nombres y resultados.

## run

run-running = aftercare está en marcha con { $plan }.
run-stop = Para detenerlo: Ctrl+C
run-waits = Todavía no responde ningún servidor de notificaciones. Los recordatorios lo esperan.
run-no-bus = No hay bus de sesión ({ $why }).
run-printed-here = Los recordatorios se muestran aquí hasta que haya uno.
run-in-force = El plan está vigente.
run-mistake = Hay un error: { $place }. Para verlo: aftercare check
run-kept = El último plan correcto sigue vigente.

## rehearse

rehearse-mark = Ensayo: { $text }
rehearse-day = Ensayo, día { $day }: { $text }
rehearse-over = Ensayo: ha terminado
rehearse-nothing-recorded = No se registró nada.
rehearse-is-over = El ensayo ha terminado. No se registró nada.
rehearse-no-session =
    el plan no tiene ninguna sesión desde la que contar; para probarlo con una: aftercare rehearse
    --session today

## edit

edit-earlier = Una edición anterior no se guardó; su texto está en { $file }
edit-compare = Compárelo con su plan y después bórrelo.
edit-saved = Guardado.
edit-thrown = Descartado. El plan está como estaba.
edit-kept = Su texto está guardado en { $file }
edit-perhaps-kept = Su texto quizá esté en { $file }
edit-unchanged = No se cambió nada.
edit-still-open = Si su editor sigue abierto, ciérrelo; el plan no recibe su texto.
edit-waits = Después ponga en EDITOR uno que espere, por ejemplo: export EDITOR='code --wait'
edit-not-saved = El plan no se guardó; el anterior sigue vigente.
edit-question =
    Un plan con errores no se guarda. ¿[e]ditar de nuevo, [g]uardar el texto aparte o
    lo [d]escarta?
edit-letter-again = e
edit-letter-keep = g
edit-letter-throw = d
edit-no-editor =
    no se encontró ningún editor; ponga en EDITOR el nombre del suyo, por ejemplo EDITOR=nano

## init

init-there-already = ya hay un plan, y se queda como está: { $file }
init-change = Para cambiarlo: aftercare edit
init-your-plan = Su plan es { $file }
init-no-answer = no hubo respuesta, así que no se escribió nada
init-wake = ¿A qué hora empieza su día?
init-sleep = ¿A qué hora termina?
init-session = La fecha de su sesión, por ejemplo 2026-11-20
init-nobody = no hay nadie a quien preguntar la fecha: indíquela con --session 2026-11-20
init-template = ¿Qué plantilla? Hay { $names }
init-not-written = No se escribió nada.
init-no-help = Los editores no reciben ayuda: { $why }
init-reaches = Aftercare puede avisarle aquí
init-looks-like = Así se ve un recordatorio.
init-shown = Ahora hay una notificación de prueba en su pantalla.
init-not-shown =
    Ahora mismo no se puede mostrar ninguna notificación aquí. Los recordatorios esperan a que sea
    posible.
init-run-plan = Para recibir recordatorios: aftercare run --plan { $file }
init-run = Para recibir recordatorios, inícielo: aftercare run
init-start = ¿Iniciarlo ahora y en cada inicio de sesión?
init-runs =
    Ya está en marcha, y se inicia en cada inicio de sesión. Para ver cómo está: aftercare status
init-not-started = No se pudo iniciar el servicio: { $why }

## The person's own plan

plan-taken-over = El servicio lo aplica por sí solo.
plan-none = Todavía no hay ningún plan; sería { $file }
plan-make = Para crear uno: aftercare init
plan-try = Para probar el incluido: aftercare run --session today
plan-last-good =
    Este es el último plan correcto, que sigue vigente. Para ver qué está mal: aftercare check
plan-has-mistake = El plan ya tiene un error, así que se deja como está.
plan-mend = Corríjalo primero: aftercare edit
plan-would-have-mistake = Con este cambio el plan tendría un error, así que se deja como estaba.
plan-none-at = Todavía no hay ningún plan en { $file }.

## report

report-kind-report = Informe
report-kind-plan = Plan
report-trouble-plan =
    El archivo del plan tiene un error ({ $place }: { $message }). Esta página sigue el último plan
    sin errores.
report-trouble-history =
    El historial no se puede leer; por eso esta página no dice lo que se hizo.
report-open-end = desde { $from }, hasta que alguien diga cuándo termina
report-days = Día { $from } a { $until }
report-made = Hecho el { $date } a las { $time }.

report-today = Hoy
report-opened = Permitido desde este día
report-nothing-today = Hoy no hay nada que hacer.
report-next = A continuación

report-picture = Los días en imagen
report-picture-hint =
    Una columna es un día y una franja son cuatro semanas. Más abajo, lo mismo en palabras.
report-date = Fecha
report-recovery-day = Día de recuperación
report-share = { $done } de { $of }
report-share-done = { $done } de { $of } hechos
report-legend = Qué significan las marcas
report-mark-session = sesión
report-mark-open-end =
    todavía no, hasta que alguien diga cuándo termina; con el tiempo se atenúa
report-mark-share = cuánto se hizo ese día

report-tables = Lo mismo en palabras
report-table-days = Día a día
report-later = Después del { $date }
report-goes-on = { $what } (después se repite)
report-column-what = Qué
report-column-when = Cuándo
report-column-date = Fecha
report-column-holds = Lo que hay
report-column-phase = Fase
report-times =
    { $count ->
        [one] { $from } a { $until }, una vez
       *[other] { $from } a { $until }, { $count } veces
    }

report-contacts = A quién preguntar
report-signs = Señales de alarma

## watch

watch-nothing-to-do = Este día no hay nada que hacer.
watch-no-task = Este día no hay nada que responder.
watch-to-come = Todavía no son las { $time }; aún no hay nada que responder.
watch-newest =
    Solo se puede responder a la hora más reciente de un recordatorio. Es la de las { $time }.
watch-asking = { $id }: un momento.
watch-more = Hay más abajo: Av Pág
watch-no-daemon =
    El servicio no está en marcha, así que nada le avisa. Sus respuestas se guardan igualmente. Para
    iniciarlo: systemctl --user start aftercare
watch-silent-daemon = El servicio está en marcha, pero no responde.
watch-complaint = Algo va mal en el servicio. Para ver qué: aftercare status
watch-stale-plan =
    { $mistake }. Este es el último plan correcto, que sigue en vigor. Para ver qué falla:
    aftercare check
watch-no-history = No se puede leer el historial; no se sabe qué se hizo: { $why }
watch-key-done = hecho
watch-key-later = más tarde
watch-key-skip = omitir
watch-key-quit = salir
watch-key-help = ayuda
watch-key-signs = señales de alarma
watch-key-back = volver
watch-name-down = Abajo, j
watch-name-up = Arriba, k
watch-name-page-down = Av Pág
watch-name-page-up = Re Pág
watch-name-home = Inicio, g
watch-name-end = Fin, G
watch-name-done = d, Intro
watch-name-quit = q, Esc
watch-help-down = la tarea siguiente; tras la última, más abajo
watch-help-up = la tarea anterior; antes de la primera, más arriba
watch-help-page-down = una pantalla más
watch-help-page-up = una pantalla atrás
watch-help-home = la primera tarea
watch-help-end = el final
watch-help-done = ya está hecho
watch-help-later = preguntar más tarde
watch-help-skip = esta vez no
watch-help-signs = a quién llamar, y cuándo
watch-help-help = qué hacen las teclas
watch-help-quit = volver o salir
watch-help-answers =
    Una respuesta es para la tarea con la marca ">". Solo se puede responder a la hora más reciente
    de un recordatorio que ya ha llegado.
watch-help-follows =
    Lo que ve se actualiza solo: las respuestas en el escritorio o por comando, los cambios del plan
    y la hora.
