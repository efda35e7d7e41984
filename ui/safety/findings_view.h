#pragma once

#include "ui/safety/finding_content.h"

#include <QMap>
#include <QScrollArea>
#include <QSet>

class QVBoxLayout;

namespace dermis {

struct OpenQuestion;

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
    /// Gives the keyboard to the first finding that can be acted on; false when there is none.
    bool focusFirst();

Q_SIGNALS:
    void seenRequested(const dermis::FindingKey &finding);
    void answerRequested(const QString &linkId, bool yes);
    void stillSoRequested(const QString &linkId);
    void questionRequested(const QString &linkId);
    void planRequested();
    /// The patient says that the antiviral tablets were started.
    void tabletsStarted();
    void coveredChanged();

private:
    void addFired(const SafetyCheck &check);
    void addOpen(const SafetyCheck &check);
    void addClear(const SafetyCheck &check);
    void addHead(SeverityMark mark, const QString &word, int count);
    void addCard(const Finding &finding, const SafetyCheck &check);
    void addQuestion(const OpenQuestion &open);
    QList<FindingAction> actionsFor(const OpenQuestion &open) const;
    FindingCard *add(const FindingCardContent &content);
    qsizetype cardWithKeyboard() const;
    void giveKeyboard(qsizetype card);
    void focusCard(FindingCard &card);

    FindingsSetting m_setting;
    QVBoxLayout *m_rows = nullptr;
    QWidget *m_why = nullptr;
    bool m_whyShown = false;
    QSet<QString> m_leftOut; ///< rule and zone of what the doctor took out of the decision
    QMap<QString, FindingKey> m_coverable;
    QList<FindingCard *> m_cards;
};

} // namespace dermis
