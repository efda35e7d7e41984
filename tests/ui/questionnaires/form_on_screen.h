#pragma once

#include "core/base/clock.h"
#include "tests/support/screenshot.h"
#include "ui/questionnaires/section_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/prompter.h"

#include <QApplication>
#include <QFile>
#include <QTest>

namespace dermis::test {

/// A form as a page shows it, without a page and a record.
class FormOnScreen
{
public:
    explicit FormOnScreen(const Questionnaire &questionnaire, Prompter *prompter = nullptr, const QSize &size = {800, 640})
        : form(questionnaire, Response{}, Response{}, Actor{StaffId(1), QStringLiteral("Dr A. Mabuza"), Role::Dermatologist}, today())
    {
        EditorSetting setting{today(), {}};
        setting.prompter = prompter;
        view.setSetting(setting);
        view.resize(size);
        QObject::connect(&view, &SectionView::answered, &view, [this](const AnswerKey &key, const Answer &answer) {
            refresh(form.answer(key, answer, now()));
        });
        QObject::connect(&view, &SectionView::addRequested, &view, [this](const AnswerKey &group) { refresh(form.addInstance(group)); });
        QObject::connect(&view, &SectionView::removeRequested, &view,
                         [this](const AnswerKey &group, int instance) { refresh(form.removeInstance(group, instance)); });
        view.QWidget::show();
        view.activateWindow();
        (void)QTest::qWaitForWindowActive(&view);
        open(0);
    }

    static QDate today() { return {2026, 11, 30}; }
    static QDateTime now() { return {QDate(2026, 11, 30), QTime(8, 0), Qt::UTC}; }
    static Questionnaire read(const QString &name)
    {
        QFile file(QStringLiteral(DERMIS_TEST_DATA "/questionnaires/forms/") + name);
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        return Questionnaire::fromJson(isOpen ? file.readAll() : QByteArray()).value();
    }

    void open(int section)
    {
        m_section = section;
        view.show(form.rows(section), true);
    }
    /// Gives the keyboard to a question, wherever it is.
    QWidget *go(const AnswerKey &key)
    {
        if (form.sectionOf(key.linkId) != m_section)
            open(form.sectionOf(key.linkId));
        view.focusQuestion(key);
        return view.keyboardTarget(key);
    }
    static void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), key, modifiers); }
    int section() const { return m_section; }

    IntakeForm form;
    SectionView view;

private:
    void refresh(bool changed)
    {
        if (changed)
            view.show(form.rows(m_section), false);
    }
    int m_section = 0;
};

} // namespace dermis::test
