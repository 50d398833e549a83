"""会员卡 (D-19): a member's card on the phone that lives for a minute at a time, and the bank's card of plastic."""
