"""The administrator's form for what a person may do."""

from typing import Any

from django import forms

from corpu.accounts.models import User


class AccessForm(forms.ModelForm):
    """Roles and the account's state; who a person is stands in the people's list."""

    class Meta:
        model = User
        fields = ["groups", "is_active", "is_superuser"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            # Nobody locks themselves out.
            del self.fields["is_active"], self.fields["is_superuser"]
