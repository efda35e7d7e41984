#pragma once

#include "core/questionnaires/questionnaire.h"
#include "core/safety/safety_check.h"
#include "ui/safety/finding_card.h"

#include <QMap>
#include <QScrollArea>
#include <QSet>

class QVBoxLayout;

namespace dermis {

/// What the view needs besides the check itself.
struct FindingsSetting
{
    Questionnaire form;
    bool mayAnswer = false;
    bool mayDecide = false;
};

/// Every finding in groups, worst first, with why and what can be done; then what did not fire and what is
/// not checked.
class FindingsView : public QScrollArea
{
    Q_OBJECT
public:
    explicit FindingsView(QWidget *parent = nullptr);
    void show(const SafetyCheck &check, const FindingsSetting &setting);
    using QScrollArea::show;
    void setWhyShown(bool shown);
    /// The relative findings that the decision is to cover.
    QList<FindingKey> covered() const;
    /// The control of the first open finding; null when none can be acted on.
    QWidget *firstControl() const;

Q_SIGNALS:
    void seenRequested(const dermis::FindingKey &finding);
    void answerRequested(const QString &linkId, bool yes);
    void questionRequested(const QString &linkId);
    void coveredChanged();

private:
    struct Open
    {
        QString linkId;
        QString question;
        QStringList rules;
        QString word;
        QString earlier;
    };
    void addFired(const SafetyCheck &check);
    void addOpen(const SafetyCheck &check);
    void addClear(const SafetyCheck &check);
    void addHead(SeverityMark mark, const QString &word, int count);
    void addCard(const Finding &finding, const SafetyCheck &check);
    void addQuestion(const Open &open);
    FindingCardContent contentOf(const Finding &finding, const SafetyCheck &check) const;
    QList<Open> openQuestions(const SafetyCheck &check) const;
    FindingCard *add(const FindingCardContent &content);
    qsizetype cardWithKeyboard() const;
    void giveKeyboard(qsizetype card);

    FindingsSetting m_setting;
    QVBoxLayout *m_rows = nullptr;
    QWidget *m_why = nullptr;
    bool m_whyShown = false;
    QSet<QString> m_leftOut; ///< rule and zone of what the doctor took out of the decision
    QMap<QString, FindingKey> m_coverable;
    QList<FindingCard *> m_cards;
};

} // namespace dermis
