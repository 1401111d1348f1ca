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
