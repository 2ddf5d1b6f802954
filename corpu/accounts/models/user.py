"""People: who they are, how they log in, where they work now."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from corpu.accounts.domain.invitation import invitation_state
from corpu.accounts.domain.names import person_name
from corpu.accounts.enums import InvitationState, PersonKind, Rank, Sex
from corpu.accounts.models.agency import Agency


class UserManager(BaseUserManager["User"]):
    """Creates people; a person without a password cannot log in until the invitation is used."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=email.strip().lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Identity is the row itself: NIP and e-mail may both change."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    nip = models.CharField(_("NIP"), max_length=18, unique=True, null=True, blank=True)
    full_name = models.CharField(_("name without titles"), max_length=150)
    title_before = models.CharField(_("titles before the name"), max_length=50, blank=True)
    title_after = models.CharField(_("titles after the name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=PersonKind, default=PersonKind.OTHER)
    rank = models.CharField(_("rank"), max_length=6, choices=Rank, blank=True)
    post = models.CharField(_("post"), max_length=150, blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
    )
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    religion = models.CharField(_("religion"), max_length=30, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=80, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    # An invitation is owed from `invitation_due_at` on; sending it sets `invited_at` instead.
    invitation_due_at = models.DateTimeField(
        _("invitation due since"), null=True, blank=True, editable=False, db_index=True
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name"]
        # Wagtail reads `change_user` as the right to hand out every role; organisers get this one.
        permissions = [("can_manage_people", "Can add, change and invite people")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | models.Q(email=Lower("email")),
                name="user_email_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(nip__isnull=True) | models.Q(nip__regex=r"^[0-9]{18}$"),
                name="user_nip_18_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name with titles, as its owner writes it."""
        return person_name(self.title_before, self.full_name, self.title_after)

    @property
    def invitation_state(self) -> InvitationState:
        """How far the person is on the way to an own password."""
        return invitation_state(
            is_active=self.is_active,
            has_password=self.has_usable_password(),
            email=self.email,
            invited_at=self.invited_at,
            due_at=self.invitation_due_at,
        )

    @property
    def first_name(self) -> str:
        """What Wagtail's sidebar calls the person by."""
        return self.get_short_name()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]
