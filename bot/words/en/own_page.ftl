# The page that a place has of its visit, for whoever has its address
own-page-title = Inspection of { $place }
own-page-number = #{ $number } · { $state }
own-page-who = Who came and why
own-page-item = { $n }. { $text }
own-page-approved = approved by { $bodies }
own-page-counted = Answered: { $done } of { $count }; { $found ->
        [0] nothing was found.
        [one] one thing was found.
       *[other] { $found } things were found.
    }
own-page-found = What was found
own-page-not-yet = What was found stands here once the officers have read it out.
own-page-until = Put it right by { $at }
own-page-recheck = It is looked at again by { $at }
own-page-hastened = You asked for an earlier look.
own-page-hazard-found = found
own-page-hazard-limited = to be put right
own-page-hazard-rectified = put right, waits for a look
own-page-hazard-escalated = passed on
own-page-hazard-closed = closed
own-page-photo = Photo of what was found
own-page-photo-after = Photo after it was put right
own-page-after = Put right:
own-page-mend = It is put right
own-page-mend-how = Take up to { $count ->
        [one] one photo
       *[other] { $count } photos
    } of it; officers then look at it again.
own-page-mend-photos = Photos
own-page-mend-words = What was done (may stay empty)
own-page-mend-send = Send
own-page-hasten = Please look earlier
own-page-record = Record as PDF
own-page-rate = How was the inspection?
own-page-rate-stars = { $stars ->
        [one] { $stars } star
       *[other] { $stars } stars
    }
own-page-rate-words = In your words (may stay empty; captains and the heads of the bodies read them, the officers who came do not)
own-page-rate-send = Send rating
own-page-rate-done = You rated this inspection with { $stars ->
        [one] { $stars } star
       *[other] { $stars } stars
    }.
own-page-complain = Complain
own-page-complain-how = Captains and the heads of the bodies read it; the officers who came do not.
own-page-complain-words = What happened
own-page-complain-send = Send complaint
own-page-keeps = This address shows this one visit only. Whoever has it sees this page.
own-page-lasts = It works until { $at }.
own-page-lasts-open = It works until 30 days after the visit, and longer while something is open.
own-page-unknown = There is no such page. Ask the officers to show the code once more.
own-page-over = This page is over. Ask the officers for the record.
own-page-no-record = The record is not signed yet. Try again after the visit.
own-page-stars = Choose one to five stars.
own-page-rated-already = This inspection is rated already.
own-page-rated = Thank you: your rating is kept.
own-page-empty = Write what happened, then send it again.
own-page-complained = Your complaint is kept, and those who decide about it were told.
own-page-many-complaints = As many complaints as can be kept ({ $count }) were sent already. Call the district office for more.
own-page-over-already = #{ $number } is closed already.
own-page-wants-photo = Add a photo that shows it, then send it again.
own-page-many-photos = No more than { $count ->
        [one] one photo
       *[other] { $count } photos
    } can be kept of one matter.
own-page-many-at-once = Send at most { $count ->
        [one] one photo
       *[other] { $count } photos
    } at a time.
own-page-too-slow = The photos took too long to come. Send fewer at a time.
own-page-mended = Thank you: #{ $number } waits for a look by the officers.
own-page-hastened-already = An earlier look at #{ $number } is asked for already.
own-page-hastened-now = The officers were told that you ask for an earlier look at #{ $number }.
own-page-no-hazard = There is no such matter on this page. Open the page anew.
own-page-no-picture = One of the files is no picture that can be read. Send photos (JPEG, PNG or WebP).
own-page-undrawable = One of the photos has too many pixels to be drawn. Send a smaller one, or a picture of the screen that shows it.
own-page-no-room = Photos cannot be taken in just now. Try again later, or show them to the officers when they come.
own-page-too-large = The photos are too large: at most { $mb } MB together. Send fewer, or smaller ones.
own-page-back = Back to the page
own-page-language = English
own-page-complaint =
    🗣 Complaint about inspection #{ $number } of { $place } ({ $bodies }):
    { $words }
    The officers who came do not read this.
own-page-rating =
    { $stars ->
        [one] ★ One star
       *[other] ★ { $stars } stars
    } for inspection #{ $number } of { $place } ({ $bodies }):
    { $words }
    The officers who came do not read this.
