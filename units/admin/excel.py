class UnitExcelMixin:
    pass
