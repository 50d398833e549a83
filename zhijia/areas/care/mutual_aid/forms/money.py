from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import YuanField
from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import Camera, DateInput

from ..models import Period


class ReceiptForm(forms.Form):
    period = forms.ModelChoiceField(label=_("互助期"), queryset=Period.objects.select_related("scheme"))
    unit = UnitField(label=_("缴费单位"), ability="pay")
    amount_fen = YuanField(label=_("到账金额"), min_fen=1)
    received_on = forms.DateField(label=_("到账日期"), widget=DateInput)
    reference = forms.CharField(label=_("银行流水号"), max_length=40, help_text=_("同一笔流水只能登记一次"))
    voucher = forms.FileField(label=_("回单"), required=False, widget=Camera, help_text=_("照片或 PDF"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].ability = "view"
