#pragma once

#include "ui/safety/finding_content.h"
#include "ui/safety/open_questions.h"

#include <QMap>
#include <QScrollArea>
#include <QSet>

class QVBoxLayout;

namespace dermis {

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
    /// One line of the view: the head of a group, a finding, or a question that is open.
    struct Row
    {
        SeverityMark head = SeverityMark::Note;
        int count = 0; ///< in the group; 0: a card
        FindingCardContent card = {};
        FindingKey finding = {};
        QString question = {};
        bool operator==(const Row &) const = default;
    };
    struct Content
    {
        QList<Row> rows;
        QStringList clear; ///< why the other rules did not fire
        QString notChecked;
        bool operator==(const Content &) const = default;
    };
    Content contentFor(const SafetyCheck &check) const;
    QList<Row> firedRows(const SafetyCheck &check) const;
    Row rowOf(const Finding &finding, const SafetyCheck &check) const;
    QList<Row> openRows(const SafetyCheck &check) const;
    Row rowOf(const OpenQuestion &open) const;
    QList<FindingAction> actionsFor(const OpenQuestion &open) const;
    void build();
    void addRow(const Row &row);
    void addReasons();
    void act(const Row &row, FindingAction action);
    void cover(const FindingKey &key, bool covered);
    qsizetype cardWithKeyboard() const;
    void giveKeyboard(qsizetype card);
    void focusCard(FindingCard &card);

    FindingsSetting m_setting;
    Content m_content;
    QVBoxLayout *m_rows = nullptr;
    QWidget *m_why = nullptr;
    bool m_whyShown = false;
    QSet<QString> m_leftOut; ///< rule and zone of what the doctor took out of the decision
    QList<FindingCard *> m_cards;
};

} // namespace dermis
