"""Who may manage people and agencies in the admin."""

from wagtail.permission_policies import ModelPermissionPolicy

from corpu.accounts.models import Agency, User

MANAGE_PEOPLE = "accounts.can_manage_people"


class PeoplePolicy(ModelPermissionPolicy):
    """Organisers manage people without `change_user`, which would let them hand out every role.

    Nobody deletes a person: facts hang on the record. Access is closed instead.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        if not user.is_active or action == "delete":
            return False
        may_manage = user.has_perm(MANAGE_PEOPLE)
        if action == "view":
            return may_manage or user.has_perm("accounts.view_user")
        return may_manage


class AccessPolicy(ModelPermissionPolicy):
    """Only administrators decide what people may do, and only for people who exist."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return user.is_active and user.is_superuser and action in {"change", "view"}


class AgencyPolicy(ModelPermissionPolicy):
    """The model's own permissions, without deleting: enrolments and certificates name agencies."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


people_policy = PeoplePolicy(User)
access_policy = AccessPolicy(User)
agency_policy = AgencyPolicy(Agency)
