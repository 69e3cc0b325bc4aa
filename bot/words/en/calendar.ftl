# Shifts in the calendar of one's phone
help-calendar = your shifts and visits in your phone's calendar (in private)
calendar-key =
    Your shifts for your phone's calendar: { $url }
    Subscribe to this address: iPhone: Calendar app, Calendars, Add Calendar, Add Subscription Calendar. Google: Other calendars, From URL.
    It follows the roster and swaps by itself. Keep the address to yourself. An address from before shows nothing any more.
button-calendar-end = End it
calendar-ends = off, end, stop
calendar-off = The calendar is ended; delete the subscription on your phone.
calendar-none = You have no calendar in use; get one with /calendar.
calendar-how = Send /calendar alone for your shifts in your phone's calendar, /calendar off to end it.
calendar-name = Shifts { $district }
calendar-duty = Duty { $team }
calendar-captain = Captain's shift { $team }
calendar-team = · { $team }
calendar-unknown = This calendar is not known. Send /calendar to the bot in private and subscribe to the new address.
calendar-left = Whose shifts these were does not belong to the district any more. Delete the subscription.
