"""How long a card is good; the number is ours, as an example."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.policy.registry import Key, declare

declare(
    Key("cards.valid_years", _("电子会员卡有效年数"), "count", _("年"), note=_("到期后由会员换领；会籍终止的随时失效"))
)
