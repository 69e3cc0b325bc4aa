# The wall: pictures that are shown or hidden, cameras near a case
help-hide = keep a picture off the wall (in reply to it)
wall-hidden = #{ $number }: { $count ->
    [one] that picture is off the wall
   *[other] those { $count } pictures are off the wall
}. To show it again: /hide off in reply to it, or /hide { $number } off.
wall-shown = #{ $number }: { $count ->
    [one] that picture may be on the wall again
   *[other] those { $count } pictures may be on the wall again
}.
wall-which = Which picture? Answer a picture of a case with /hide, or write /hide 42 for the one that the wall shows of case 42.
wall-none-of-case = #{ $number } has no picture that the wall could show.
wall-none-hidden = No picture of #{ $number } is hidden.
move-hide-picture = picture off the wall
move-show-picture = picture on the wall again
camera-not-yours = Only captains and viewers may look through cameras.
no-such-camera = There is no such camera near #{ $number } any more.
screen-wall-off = Pictures on the wall are off
screen-wall-on = Pictures on the wall are on
screen-wall-turn-on = Turn on
screen-wall-turn-off = Turn off
screen-wall-people = People on them may be recognisable.
screen-hide = Hide on the wall
screen-unhide = Show on the wall
screen-hidden = off the wall
screen-hidden-by = off the wall: { $by }
screen-clip = Film
screen-clip-of = Film of case #{ $n }
screen-cameras = Cameras nearby
screen-camera-open = { $name }: look (this is written down)
screen-camera-looked = { $by }, { $at }
screen-page-of = Page { $page } of { $pages }
