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
