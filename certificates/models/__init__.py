"""Facts about documents."""

from certificates.models.certificate import Certificate
from certificates.models.design import Design, NumberSequence, Signatory

__all__ = ["Certificate", "Design", "NumberSequence", "Signatory"]
