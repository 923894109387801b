class CriteriaExcelMixin:
    pass
