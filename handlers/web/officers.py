"""Officers and approvers on the captains' page: who they are, with which certificate; added and ended there."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from bot.bodies import lending, listing
from bot.membership.officers import enrolling
from handlers.telegram.writing import notes
from handlers.web import acting, bodies
from handlers.web.acting import Changes, Visits
from handlers.web.answers import DistrictId
from handlers.web.visitors import Reception

Text = Annotated[str, Field(max_length=120)]


class Wish(BaseModel):
    """Somebody to be enrolled; without *person* (an @name) a link comes to the captain in private, to be forwarded."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["officer", "approver"]
    body: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^\S+$")]
    certificate: Text = ""
    until: Text = ""
    deed: Text = ""
    person: Annotated[str, Field(max_length=40, pattern=r"^(@\S+)?$")] = ""

    @property
    def words(self) -> str:
        """As the chat would say it."""
        what = (self.certificate, self.until) if self.role == "officer" else (self.deed,)
        return " ".join(filter(None, (self.person, self.body, *what)))


class Lent(BaseModel):
    """A delegation to be entered; *items* are codes with blanks between, empty for all of them."""

    model_config = ConfigDict(extra="forbid")

    from_body: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^\S+$")]
    to_body: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^\S+$")]
    deed: Annotated[str, Field(min_length=1, max_length=120)]
    until: Annotated[str, Field(min_length=1, max_length=10)]
    items: Annotated[str, Field(max_length=1000)] = ""

    @property
    def words(self) -> str:
        """As the chat would say it."""
        return f"{self.from_body} {self.to_body} {self.deed} {self.until} {self.items}".strip()


class Deed(BaseModel):
    """What names a delegation that is withdrawn."""

    model_config = ConfigDict(extra="forbid")

    deed: Annotated[str, Field(min_length=1, max_length=120)]


def router(reception: Reception) -> APIRouter:
    """The routes of our page; they change with it, so no description names them."""
    routes = APIRouter(tags=["pages"], route_class=bodies.SmallBodyRoute, include_in_schema=False)
    root = "/districts/{district}/screen/officers"

    @routes.get(root, name="officers in a table")
    async def listed(visitor: Visits, district: DistrictId) -> Any:
        """All of them, for captains."""
        told = await acting.looking(reception, visitor, district).see(listing.table)
        words, language = reception.words, visitor.language
        for one in (*told["bodies"], *told["officers"]):
            name = "name" if "code" in one else "body"
            one[name] = words.fact(language, one[name])
        for one in told["delegations"]:
            one["told"] = words.fact(language, notes.bare(one["told"]))
        return told

    @routes.post(root, name="enrol an officer")
    async def enrol(visitor: Changes, district: DistrictId, wish: Wish) -> Any:
        """By the rights and rules of the chat."""
        who = await acting.moving(reception, visitor, district, None)
        nobody = {"user_id": None, "name": "", "username": None, "is_bot": False}
        return {"said": await who.do(enrolling.enrol, role=wish.role, words=wish.words, **nobody)}

    @routes.post(f"{root}/delegations", name="enter a delegation")
    async def delegate(visitor: Changes, district: DistrictId, lent: Lent) -> Any:
        """A published one: from which body to which, by which deed, until when, all items or some."""
        who = await acting.moving(reception, visitor, district, None)
        return {"said": await who.do(lending.delegate, words=lent.words)}

    @routes.delete(f"{root}/delegations", name="withdraw a delegation")
    async def withdraw(visitor: Changes, district: DistrictId, deed: Deed) -> Any:
        """From today on it lends nothing."""
        who = await acting.moving(reception, visitor, district, None)
        return {"said": await who.do(lending.withdraw, deed=deed.deed)}

    @routes.delete(f"{root}/{{person}}", name="dismiss an officer")
    async def dismiss(visitor: Changes, district: DistrictId, person: Annotated[int, Path(ge=1, le=2**52)]) -> Any:
        """They are no officer and no approver any more."""
        who = await acting.moving(reception, visitor, district, None)
        return {"said": await who.do(enrolling.dismiss, named=str(person))}

    return routes
