"""What a password must be, said in Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django has worded its own message anew; its Chinese file knows only the old one."""

    def get_error_message(self):
        return _("密码太短，至少要%(count)s位") % {"count": self.min_length}
