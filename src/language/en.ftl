# The words of aftercare in English. The other files have the same keys, in the same order.
#
# Sentences are short and blame nobody. `$count` is how many there are: a message that has one
# chooses its words by it. What stands in "quotes" or behind a colon may be the plan author's text.
# Each view has a heading of its own; its keys begin with the name of the view.

## Dates

date-long = { $weekday } { $day } { $month } { $year }
date-short = { $weekday } { $day } { $month } { $year }
date-long-day = { $weekday } { $day } { $month }
date-short-day = { $weekday } { $day } { $month }

## Whom to ask

contact-practitioner = your practitioner
contact-doctor = a doctor
contact-specialist = your specialist
contact-questions = Questions about aftercare:
contact-worried = Worried about your health:
contact-signs = Warning signs: aftercare warning-signs
ask = ask { $whom }
ask-specialist = ask your specialist

## Under every view that could be taken for advice

footer = This is a reminder tool, not medical advice. Your specialist's instructions come first.

## warning-signs

signs-look = Worried about the look, an itch or a product?
signs-look-call = Call { $whom }.
signs-worse = Worse, not better? Spreading redness, more pain, heat, swelling, pus, or a fever?
signs-worse-call = Call { $whom } today.
signs-emergency = Trouble breathing, a swollen face or throat, or feeling very unwell?
signs-emergency-call = Call your local emergency number now.
signs-skin =
    On brown or black skin, redness can be hard to see. Look for heat, swelling and pain too.

## Moments

moment = { $day } at { $time }
moment-at = at { $time }
moment-on = on { $day } at { $time }
moment-today = today at { $time }

## Release notices

release-allowed = { $what } allowed
release-day = Day { $day }: { $text }
release-more = { $count ->
        [one] { $first }, and { $count } more
       *[other] { $first }, and { $count } more
    }
release-also = Also: { $texts }
release-discreet = There is news in your plan today

## Notifications

notice-discreet = Reminder
notice-done = Done
notice-later = Later
notice-skip = Skip
notice-more = { $count ->
        [one] One more reminder is waiting
       *[other] { $count } more reminders are waiting
    }
notice-more-shown = { $count ->
        [one] It was shown before.
       *[other] Some of them were shown before.
    }
notice-more-see = { $count ->
        [one] To see it: aftercare today
       *[other] To see them: aftercare today
    }
notice-running = Aftercare is running
notice-next = Next: { $when }. { $text }
notice-no-session = Your plan has no session date yet, so nothing is planned.
notice-nothing-more = Nothing more is planned.
notice-shown-before = Shown before: { $when }.
notice-answer = To answer: aftercare done { $id } (or later, or skip)
notice-answer-today = To answer: aftercare today
notice-mistake = Your plan file has a mistake
notice-kept = Your last good plan stays in force.
notice-no-plan = No plan is in force yet, so nothing is planned.
notice-see-check = To see more: aftercare check
notice-history = Your history could not be read
notice-history-kept = It was kept as { $name }. Reminders go on from your plan.
notice-safe-mode = Aftercare is in safe mode
notice-safe-mode-why = It crashed three times within a minute. Your last good plan is in force.
notice-see-status = To see more: aftercare status

## What every view says

title = Recovery plan
until-then = Until then: { $text }
labelled = { $what }: { $text }
day-none = The plan has no session
day-before = Day { $day }, before the first session
day-after = Day { $day }, after session { $number } of { $of }
day = Day { $day }
day-within = day { $day }
quiet-drop = not shown: quiet hours
quiet-until = quiet hours until { $time }
nothing-no-session = Nothing is planned: the plan has no session. Add a line such as:
nothing-then = Nothing is planned in that time.

## export --ics

ics-reminders = Reminders
ics-session = Session { $number }
ics-appointment = Appointment
ics-not-yet = Not yet: { $what }
ics-not-yet-count = { $count ->
        [one] Not yet: { $count } thing
       *[other] Not yet: { $count } things
    }
ics-ask = Ask { $whom }.
ics-ask-specialist = Ask your specialist.
ics-goes-on = This calendar ends here. What is not allowed yet may go on.
ics-plan-goes-on = This calendar ends here. Your plan may go on.
ics-see-today = To see more: aftercare today

## How a reminder stands

state-planned = planned
state-due = due
state-shown = shown
state-done = done
state-skipped = skipped
state-unanswered = unanswered
state-missed = missed
state-withdrawn = withdrawn
state-noted = noted
state-unrecorded = no record
state-unanswered-today = not marked, that's fine
state-at = { $state } at { $time }

## history

history-nothing = Nothing has come due yet.
history-moved = The history could not be read. It was kept as { $name }.

## today

today-allowed = Allowed from today
today-not-yet = Not yet
today-tasks = To do
today-notes = To know
today-next = Next:
today-phase = Phase:
today-no-session = The plan has no session, so nothing is planned.
today-add-line = Add a line such as:
today-shifted = Shifted: everything after day { $day } comes { $later }
today-next-session = Next session: { $date }, { $away }
today-tomorrow = tomorrow
today-in-days = { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }
today-paused = Reminders are paused until { $until }.
today-end-pause = To end that: aftercare resume
today-muted = { $id } is muted.
today-end-mute = To end that: aftercare resume { $id }
today-until = not before { $date }
today-until-ask = not before { $date }; ask { $whom }

## Answers to what a person says

reply-done = { $id }: done, for { $date }.
reply-skipped = { $id }: skipped, for { $date }. That's fine.
reply-later = { $id }: you are asked again { $until }.
reply-already = { $id }: was { $state } already.
reply-not-due = { $id }: nothing has come due yet; see: aftercare next
reply-nothing-open = { $id }: nothing is open that could be asked again
reply-only-a-note = { $id } is a note; there is nothing to answer
reply-until = until { $moment }
reply-until-resumed = until you resume it
reply-paused = Paused { $until }. What comes due waits, and is shown then if it is not too late.
reply-muted = { $id }: muted { $until }. To be reminded again: aftercare resume { $id }
reply-resumed = You are reminded again.
reply-was-not-paused = It was not paused.
reply-resumed-reminder = { $id }: you are reminded again.
reply-was-not-muted = { $id }: it was not muted.
reply-unknown-near = the plan has no reminder `{ $id }`; did you mean `{ $others }`?
reply-unknown-none = the plan has no reminder `{ $id }`, nor any other
reply-unknown = the plan has no reminder `{ $id }`; it has: { $others }
reply-not-saved = It is not saved yet; see: aftercare status
reply-nothing = nothing came of it

## session

sessions = Sessions
sessions-none = No session is planned, so nothing is scheduled.
session-done = done
session-cancelled = cancelled
session-added = Added: { $date }.
session-tables = A list of dates cannot say more, so each session is a [[session]] table now.
session-moved = Moved: { $from } is now { $to }.
session-is-cancelled = Cancelled: { $date }.
session-taken-out = The date is taken out of the list.
session-stays = It stays in the plan, and counts no more.
session-shifts-too = Its shifts are taken out too.

## shift

shift-later = { $count ->
        [one] { $count } day later
       *[other] { $count } days later
    }
shift-earlier = { $count ->
        [one] { $count } day earlier
       *[other] { $count } days earlier
    }
shift-phases = Phases
shift-allowed = Allowed again
shift-not-before-next = not before the next session
shift-from = from { $from }
shift-from-to = { $from } to { $to }
shift-until-next = { $from } until the next session
shift-is-allowed = allowed
shift-open-end = open end
shift-reminders = { $count ->
        [one] { $count } reminder moves along.
       *[other] { $count } reminders move along.
    }
shift-phase-held = { $count ->
        [one] { $phase } is held for { $count } more day
       *[other] { $phase } is held for { $count } more days
    }
shift-day-held = { $count ->
        [one] day { $day } is held for { $count } more day
       *[other] day { $day } is held for { $count } more days
    }
shift-hurried = { $count ->
        [one] everything after day { $day } comes { $count } day earlier
       *[other] everything after day { $day } comes { $count } days earlier
    }
shift-taken-back = Taken back: { $what }.
shift-undo = To take it back: aftercare shift --undo
shift-caution = Only if your specialist agreed.
shift-nothing = this moves nothing: after that day nothing in the plan begins or ends
shift-too-early = there is nothing to shift yet: the first session is on { $date }
shift-another-date = To give it another date: aftercare session move { $iso } { $word }
shift-no-session = there is nothing to shift yet: the plan has no session
shift-add-session = To add one: aftercare session add { $word }

## may

may-empty = say what you want to do, such as: aftercare may wash
may-negated =
    with `{ $word }`, a yes could be taken for a no; ask for the thing itself, such as: aftercare
    may wash
may-other-date =
    You wrote `{ $word }`. This answer is for { $date } alone. For another date, add it: --date
    tomorrow
may-sign-warning =
    You wrote `{ $word }`. A plan cannot judge that, so here is when to call somebody: aftercare
    warning-signs
may-sign-look =
    You wrote `{ $word }`. A plan cannot see your skin. Ask { $whom }. If it gets worse instead of
    better, call: aftercare warning-signs
may-taken-for = It was taken for: { $word }
may-perhaps = If you meant { $word }, ask: aftercare may { $word }
may-yes = yes
may-yes-if = yes, if you keep to this: { $then }
may-yes-if-all = yes, if you keep to all of this:
may-not-yet = not yet, from { $date }
may-silent = the plan does not say
may-silent-ask = the plan does not say. Ask { $whom }.
may-why = Why: { $text }
may-then = Then: { $text }
may-in-doubt = In doubt, ask { $whom }
may-closes = It is closed from { $date } on
may-notes = Your plan notes for that day: { $text }
may-rest = The rest of it: not yet, from { $date }

## explain

explain-entry = { $kind ->
        [reminder] The reminder { $id }
        [restriction] The restriction { $id }
       *[phase] The phase { $id }
    }
explain-today = Today, { $date }
explain-next = Next
explain-nothing = nothing is to come
explain-usual = Not said, so this holds
explain-line = line { $line }
explain-until = until { $day } { $time }
explain-paused = everything is paused{ $until }; to end that: aftercare resume
explain-muted = it is muted{ $until }; to end that: aftercare resume { $id }
explain-open = it is not closed
explain-closed-until = it is closed, and free from { $date }
explain-closed = it is closed, and the plan gives no end; { $ask }
explain-closes = closed from { $date }
explain-frees = free from { $date }
explain-this-phase = it is this phase
explain-other-phase = it is another phase
explain-begins = begins on { $date }
explain-ends = is over from { $date }
explain-switched-off = it is switched off (enabled = false)
explain-no-session = the plan has no session
explain-before-first = it begins with the first session, on { $date }
explain-waits-for-last = it counts from the last session, which is on { $date }
explain-other-days = it is for other recovery days; this is day { $day }
explain-pauses = it pauses while "{ $label }" is closed
explain-other-dates = its cron expression leaves this date out
explain-no-sunset = the sun does not set on this date
explain-no-sunrise = the sun does not rise on this date
explain-no-time = no time of "{ $id }" falls on this date

## timeline

timeline-range = { $from } to { $to }
timeline-today = Today is { $date }. { $day }
timeline-session = Session { $number }: { $date }
timeline-sessions = Sessions
timeline-mondays = Mondays
timeline-not-yet = NOT YET
timeline-tasks = TO DO
timeline-done = Done that day
timeline-nothing = Nothing is closed or planned in that time.
timeline-marks = Marks, a column for each day:
timeline-mark-today = today
timeline-mark-closed = not yet
timeline-mark-open-end = not yet, until somebody says when it ends
timeline-mark-open = waits for an answer
timeline-mark-late = done late
timeline-mark-unanswered = not marked

## status

status-running = The daemon is running.
status-not-running =
    The daemon is not running. To start it: systemctl --user start aftercare, or: aftercare run
status-no-answer = The daemon is running, but it does not answer.
status-plan = plan
status-zone = time zone
status-day = recovery day
status-next = next
status-open = open
status-shown-on = shown on
status-paused = paused
status-muted = muted
status-waiting = waiting
status-plan-problem = plan problem
status-history = history
status-old-history = old history
status-changes = changes
status-safe-mode = safe mode
status-confinement = confinement
status-day-none = none
status-open-nothing = nothing
status-nowhere = nowhere yet: waiting for a notification server
status-terminal = this daemon's terminal: there is no session bus
status-desktop = the desktop
status-everything = everything
status-ends = it ends { $when }, or with: aftercare resume{ $id }
status-ends-with = it ends with: aftercare resume{ $id }
status-waits-for = { $reason ->
        [locked] the screen is locked
       *[inhibited] the desktop shows no notifications (do not disturb)
    }
status-last-plan = The last good plan is in force.
status-no-plan = No plan is in force.
status-see-check = See: aftercare check
status-not-kept = not being kept: { $why }
status-kept-aside = could not be read; it is kept as
status-delete-it = Delete it when you need it no more. So does: aftercare forget
status-go-on = Reminders go on.
status-history-trouble = { $trouble ->
        [full] the disk is full
        [read-only] its file or disk is read-only
        [locked] another program holds it
        [closed] its file or folder cannot be opened
        [failing] the disk reports errors
        [damaged] its file is damaged
       *[other] { $why }
    }
status-history-advice = { $trouble ->
        [full] Free some space; the rest goes by itself.
        [read-only] Make it writable. To see where it is: aftercare paths
        [locked] Close what has opened it. To see where it is: aftercare paths
        [closed] It must be there, and be yours. To see where it is: aftercare paths
        [failing] Copy your files to another disk, and have this one checked.
        [damaged] This puts it aside and begins anew: systemctl --user restart aftercare
       *[other] To see where it is: aftercare paths
    }
status-deaf = of the plan are not noticed: { $why }
status-reload = After a change: systemctl --user reload aftercare
status-crashed = It crashed three times within a minute. Your last good plan is in force.
status-tried-again = The plan file is tried again in ten minutes.
status-try-now = To try it now: systemctl --user reload aftercare
status-landlock = Landlock { $extent } (version { $version }{ $problem })
status-kernel = system call filter: { $filter }; new privileges: { $privileges }
status-nothing-more = nothing more is planned
status-brief = Next: { $next }.
status-line-open = { $count ->
        [one] { $count } open.
       *[other] { $count } open.
    }
status-line-mistake = The plan file has a mistake; the last good plan is in force.
status-line-no-plan = The plan file has a mistake; no plan is in force.
status-line-history = The history is not being kept.
status-line-waiting = Waiting for a notification server.
status-line-deaf = Changes of the plan need a reload.
status-line-safe-mode = Safe mode: the last good plan is in force.
status-extent = { $word ->
        [full] full
        [partial] partial
       *[none] none
    }
status-filter = { $word ->
        [filter] filter
        [strict] strict
        [off] off
       *[unknown] unknown
    }
status-privileges = { $word ->
        [none] none
        [possible] possible
       *[unknown] unknown
    }
status-held = { $what }; { $end }

## export

export-wrote = Wrote { $file }: { $what }
export-events = { $count ->
        [one] { $count } event, until { $until }.
       *[other] { $count } events, until { $until }.
    }
export-phone = Open it on your phone. Google Calendar drops the alarms.
export-reminders = { $count ->
        [one] { $count } reminder.
       *[other] { $count } reminders.
    }

## Questions with yes or no

answer-yes = y
answer-no = n
answer-yes-is-usual = [Y/n]
answer-no-is-usual = [y/N]

## forget

forget-question = Erase the history of what you did? It cannot be brought back.
forget-nobody = there is nobody to ask whether the history is to be erased: add --yes
forget-nothing = Nothing was erased.
forget-none = There is no history.
forget-erased = The history is erased.
forget-out-of-reach =
    Out of reach: your plan file, reports, what you exported, backups of this computer, the list
    of old notifications that your desktop may keep, and the system's log, which has ids and
    outcomes only.

## run

run-running = aftercare is running on { $plan }.
run-stop = To stop it: Ctrl+C
run-waits = No notification server answers yet. Reminders wait for one.
run-no-bus = There is no session bus ({ $why }).
run-printed-here = Reminders are printed here until there is one.
run-in-force = The plan is in force.
run-mistake = There is a mistake: { $place }. To see it: aftercare check
run-kept = The last good plan stays in force.

## rehearse

rehearse-mark = Rehearsal: { $text }
rehearse-day = Rehearsal, day { $day }: { $text }
rehearse-over = Rehearsal: it is over
rehearse-nothing-recorded = Nothing was recorded.
rehearse-is-over = The rehearsal is over. Nothing was recorded.
rehearse-no-session =
    the plan has no session to count from; to try it with one: aftercare rehearse --session today

## edit

edit-earlier = An earlier edit was not saved; its text is in { $file }
edit-compare = Compare it with your plan, then delete it.
edit-saved = Saved.
edit-thrown = Thrown away. The plan is as it was.
edit-kept = Your text is kept in { $file }
edit-perhaps-kept = Your text may be in { $file }
edit-unchanged = Nothing was changed.
edit-still-open = If your editor is still open, close it; the plan does not get its text.
edit-waits = Then set EDITOR to one that waits, such as: export EDITOR='code --wait'
edit-not-saved = The plan was not saved; the old one stays in force.
edit-question =
    A plan with mistakes is not saved. [e]dit again, [k]eep the text aside, or [t]hrow it away?
edit-letter-again = e
edit-letter-keep = k
edit-letter-throw = t
edit-no-editor = no editor was found; set EDITOR to the name of yours, such as EDITOR=nano

## init

init-there-already = there is a plan already, and it stays as it is: { $file }
init-change = To change it: aftercare edit
init-your-plan = Your plan is { $file }
init-no-answer = there was no answer, so nothing was written
init-wake = When does your day begin?
init-sleep = When does it end?
init-session = The date of your session, such as 2026-11-20
init-nobody = there is nobody to ask for the date: give it, with --session 2026-11-20
init-template = Which template? There are { $names }
init-not-written = Nothing was written.
init-no-help = Editors get no help: { $why }
init-reaches = Aftercare can reach you here
init-looks-like = This is what a reminder looks like.
init-shown = A test notification is on your screen now.
init-not-shown = No notification can be shown here just now. Reminders wait until that is possible.
init-run-plan = To be reminded: aftercare run --plan { $file }
init-run = To be reminded, start it: aftercare run
init-start = Start it now, and at each login?
init-runs = It runs now, and starts at each login. To see how it is: aftercare status
init-not-started = The service could not be started: { $why }

## The person's own plan

plan-taken-over = The daemon takes it over by itself.
plan-none = There is no plan yet; it would be { $file }
plan-make = To make one: aftercare init
plan-try = To try the built-in one: aftercare run --session today
plan-last-good =
    This is the last good plan, which stays in force. To see what is wrong: aftercare check
plan-has-mistake = The plan has a mistake already, so it is left as it is.
plan-mend = Mend it first: aftercare edit
plan-would-have-mistake = With this change the plan would have a mistake, so it is left as it was.
plan-none-at = There is no plan yet at { $file }.

## report

report-kind-report = Report
report-kind-plan = Plan
report-trouble-plan =
    The plan file has a mistake ({ $place }: { $message }). This page goes by the last good plan.
report-trouble-history = The history cannot be read, so this page does not tell what was done.
report-open-end = from { $from }, until somebody says when it ends
report-days = Day { $from } to { $until }
report-made = Made on { $date } at { $time }.

report-today = Today
report-opened = Allowed from this day
report-nothing-today = Nothing is to be done today.
report-next = Next

report-picture = The days as a picture
report-picture-hint = A column is a day, and a strip is four weeks. Below, words say the same.
report-date = Date
report-recovery-day = Recovery day
report-share = { $done } of { $of }
report-share-done = { $done } of { $of } done
report-legend = What the marks mean
report-mark-session = session
report-mark-open-end = not yet, until somebody says when it ends; it fades with time
report-mark-share = how much of the day was done

report-tables = The same in words
report-table-days = Day by day
report-later = After { $date }
report-goes-on = { $what } (it comes again after that)
report-column-what = What
report-column-when = When
report-column-date = Date
report-column-holds = What there is
report-column-phase = Phase
report-times =
    { $count ->
        [one] { $from } to { $until }, once
       *[other] { $from } to { $until }, { $count } times
    }

report-contacts = Whom to ask
report-signs = Warning signs

## watch

watch-nothing-to-do = Nothing is to be done on this day.
watch-no-task = There is nothing to answer on this day.
watch-to-come = { $time } is still to come, so there is nothing to answer yet.
watch-newest = Only the newest time of a reminder can be answered. That is { $time }.
watch-asking = { $id }: one moment.
watch-more = More below: Page Down
watch-no-daemon =
    No daemon is running, so nothing reminds you. Your answers are kept all the same. To start it:
    systemctl --user start aftercare
watch-silent-daemon = The daemon is running, but it does not answer.
watch-complaint = Something is wrong with the daemon. To see what: aftercare status
watch-stale-plan =
    { $mistake }. This is the last good plan, which stays in force. To see what is wrong:
    aftercare check
watch-no-history = The history cannot be read, so it is not known what was done: { $why }
watch-key-done = done
watch-key-later = later
watch-key-skip = skip
watch-key-quit = quit
watch-key-help = help
watch-key-signs = warning signs
watch-key-back = back
watch-name-down = Down, j
watch-name-up = Up, k
watch-name-page-down = Page Down
watch-name-page-up = Page Up
watch-name-home = Home, g
watch-name-end = End, G
watch-name-done = d, Enter
watch-name-quit = q, Esc
watch-help-down = the next task; after the last one, further down
watch-help-up = the task before; before the first one, further up
watch-help-page-down = a screen further
watch-help-page-up = a screen back
watch-help-home = the first task
watch-help-end = the end
watch-help-done = it was done
watch-help-later = ask again later
watch-help-skip = not this time
watch-help-signs = whom to call, and when
watch-help-help = what the keys do
watch-help-quit = back, or out
watch-help-answers =
    An answer is for the task with the mark ">". Only the newest time of a reminder that has come
    can be answered.
watch-help-follows =
    What you see follows by itself: answers on the desktop or by command, changes of the plan, and
    the time.
