#pragma once

#include "core/consents/consent_template.h"
#include "core/consents/sheet_content.h"

#include <QScrollArea>

class QButtonGroup;
class QCheckBox;
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
    /// Whether the sheet that is chosen is signed at all, and how this patient signs. Silent.
    void setSigning(bool isSigned, bool readAloud, bool byMark);
    void setOwnRisks(const QList<SheetLine> &risks);
    QWidget *firstControl() const;

Q_SIGNALS:
    void formChosen(const QString &form);
    void languageChosen(const QString &language);
    void signingChosen(bool readAloud, bool byMark);

private:
    void showForms(const QList<ConsentTemplate> &templates, const QString &form);
    void showLanguages(const QList<ConsentTemplate> &templates, const QString &form, const QString &language);

    QListWidget *m_forms;
    QVBoxLayout *m_languageRows;
    QButtonGroup *m_languages;
    QWidget *m_signing;
    QCheckBox *m_readAloud;
    QCheckBox *m_byMark;
    QVBoxLayout *m_riskRows;
};

} // namespace dermis
