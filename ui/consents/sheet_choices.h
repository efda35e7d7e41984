#pragma once

#include "core/consents/consent_template.h"
#include "core/consents/sheet_content.h"

#include <QScrollArea>

class QButtonGroup;
class QListWidget;
class QVBoxLayout;

namespace dermis {

/// Which form in which language, and what the record adds to it for this patient.
class SheetChoices : public QScrollArea
{
    Q_OBJECT
public:
    explicit SheetChoices(QWidget *parent = nullptr);
    /// Silent.
    void setForms(const QList<ConsentTemplate> &templates, const QString &form, const QString &language);
    void setOwnRisks(const QList<SheetLine> &risks);
    QWidget *firstControl() const;

Q_SIGNALS:
    void formChosen(const QString &form);
    void languageChosen(const QString &language);

private:
    void showForms(const QList<ConsentTemplate> &templates, const QString &form);
    void showLanguages(const QList<ConsentTemplate> &templates, const QString &form, const QString &language);

    QListWidget *m_forms;
    QVBoxLayout *m_languageRows;
    QButtonGroup *m_languages;
    QVBoxLayout *m_riskRows;
};

} // namespace dermis
