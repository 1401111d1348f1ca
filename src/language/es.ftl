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
